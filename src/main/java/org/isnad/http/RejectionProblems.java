package org.isnad.http;

import java.util.Set;

import org.isnad.content.Rejection;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** Translates rejections by the domain, which knows fields but not HTTP, into problems. */
final class RejectionProblems {

    /** The fields that a PUT takes from its path. */
    private static final Set<String> PATH_FIELDS = Set.of("id", "record");

    private RejectionProblems() {
    }

    /**
     * Returns the problem for the reason of a rejection, with its violations, or with its message as the detail if it
     * has none. A reused key is a violation of the Idempotency-Key header.
     */
    static HttpProblem of(Rejection rejection) {
        Problem problem = switch (rejection.reason()) {
            case INVALID -> Problem.INVALID;
            case UNKNOWN -> Problem.NOT_FOUND;
            case FORBIDDEN -> Problem.FORBIDDEN;
            case CONFLICT -> Problem.CONFLICT;
            case OUTDATED -> Problem.PRECONDITION_FAILED;
            case KEY_REUSED -> Problem.IDEMPOTENCY_KEY_REUSED;
        };
        if (rejection.reason() == Rejection.Reason.KEY_REUSED) {
            return problem.at(Violation.header("Idempotency-Key", rejection.getMessage()));
        }
        if (rejection.violations().isEmpty()) {
            return problem.because(rejection.getMessage());
        }
        return problem.at(rejection.violations().stream().map(RejectionProblems::violation).toList());
    }

    /**
     * Returns the violation with the place of its field: the query of a read, the path or the body of a write. The
     * field keeps its name, but one that a PUT takes from its path is named id, as the path parameter is.
     */
    private static Violation violation(Rejection.Violation violation) {
        HttpMethod method = currentMethod();
        if (method == HttpMethod.GET || method == HttpMethod.HEAD) {
            return Violation.query(violation.field(), violation.rule());
        }
        if (method == HttpMethod.PUT && PATH_FIELDS.contains(violation.field())) {
            return Violation.path("id", violation.rule());
        }
        return Violation.body(violation.field(), violation.rule());
    }

    /** Returns the method of the current request, or POST outside of a request, where the sample is imported. */
    private static HttpMethod currentMethod() {
        RoutingContext routing = Arc.container().instance(CurrentVertxRequest.class).get().getCurrent();
        return routing == null ? HttpMethod.POST : routing.request().method();
    }
}
