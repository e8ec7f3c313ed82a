package org.isnad.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolationException;

import org.isnad.content.InvalidContent;
import org.isnad.content.Rejection;
import org.isnad.database.DatabaseFailures;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.opentelemetry.api.trace.Span;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.InstanceUtils;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;

/**
 * Maps every failure to a {@link Problem}. Without it, the problems of the library would contain the messages of framework
 * exceptions, which name Java classes, and constraint violations in varying order.
 */
@ApplicationScoped
public class ProblemMapping implements ProblemPostProcessor {

    /** Above the library's post-processors, which log the problem and set its instance. */
    private static final int PRIORITY = 1000;

    private final AllowedMethods methods;

    ProblemMapping(AllowedMethods methods) {
        this.methods = methods;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    /**
     * Returns the problem that is sent instead of the library's: one of the catalogue, with the request path
     * as its instance.
     */
    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        HttpProblem mapped = map(problem, context);
        return context.path == null ? mapped
                : HttpProblem.builder(mapped).withInstance(instanceUri(context.path)).build();
    }

    /**
     * Returns the problem for an exception, by the first exception in its chain of causes that has one.
     *
     * @return the problem, or null if there is none and the failure is an internal error
     */
    public static HttpProblem of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            HttpProblem problem = ofOne(cause);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /**
     * Returns the instance of a problem for a decoded path: the path percent-encoded, and then encoded once more,
     * because the library decodes the instance when it writes it. Returns {@code /} if the path cannot be encoded.
     */
    static URI instanceUri(String decodedPath) {
        // A URI reference that starts with two slashes would name another host.
        String absolute = ("/" + decodedPath).replaceFirst("^/+", "/");
        try {
            URI encoded = URI.create(new URI("http", "localhost", absolute, null).toASCIIString());
            return InstanceUtils.pathToInstance(encoded.getRawPath());
        } catch (URISyntaxException e) {
            return URI.create("/");
        }
    }

    /**
     * Returns the problem itself if the service has thrown it, or else the one for its cause ({@link #of}), or else the
     * one for its status: 405 with the Allow header if the path exists but has no such method.
     */
    private HttpProblem map(HttpProblem problem, ProblemContext context) {
        if (context.cause instanceof HttpProblem || Problem.hasKnownType(problem)) {
            return problem;
        }
        HttpProblem mapped = of(context.cause);
        if (mapped != null) {
            return mapped;
        }
        Set<String> allowed = isUnrouted(problem) ? methods.allowedMethods(context.path) : Set.of();
        return allowed.isEmpty() ? ofStatus(problem) : methodNotAllowed(allowed);
    }

    /** Whether the status is 404 or 405, with which the framework answers if it finds no resource method. */
    private static boolean isUnrouted(HttpProblem problem) {
        return problem.getStatusCode() == Problem.METHOD_NOT_ALLOWED.status()
                || problem.getStatusCode() == Problem.NOT_FOUND.status();
    }

    /** Returns the problem with the allowed methods in its detail and its Allow header. */
    private static HttpProblem methodNotAllowed(Set<String> allowed) {
        String list = String.join(", ", allowed);
        return HttpProblem.builder(Problem.METHOD_NOT_ALLOWED.because("This path allows " + list))
                .withHeader("Allow", list).build();
    }

    /**
     * Returns a problem that keeps the status and headers of the framework's answer, but not its text. An internal
     * error also has the trace id.
     */
    private static HttpProblem ofStatus(HttpProblem answer) {
        Problem problem = Problem.ofStatus(answer.getStatusCode());
        HttpProblem.Builder builder = problem.builder(problem.title()).withStatus(answer.getStatusCode());
        answer.getHeaders().forEach(builder::withHeader);
        if (problem == Problem.INTERNAL_ERROR) {
            // Lets the operator find the log lines of a request that a client reports.
            builder.with("trace", Span.current().getSpanContext().getTraceId());
        }
        return builder.build();
    }

    /** Returns the problem for an exception without regard to its causes, or null if there is none. */
    private static HttpProblem ofOne(Throwable cause) {
        if (cause instanceof HttpProblem problem) {
            return problem;
        }
        if (cause instanceof Rejection rejection) {
            return RejectionProblems.of(rejection);
        }
        if (cause instanceof ConstraintViolationException invalid) {
            return ConstraintProblems.of(invalid);
        }
        if (cause instanceof JsonProcessingException unreadable) {
            return JsonProblems.of(unreadable);
        }
        if (cause instanceof InvalidContent invalid) {
            return Problem.INVALID.at(Violation.body(invalid.field(), invalid.rule()));
        }
        if (cause instanceof org.hibernate.exception.ConstraintViolationException) {
            return Problem.CONFLICT.because("A concurrent request created the same resource; read it, then try again");
        }
        return DatabaseFailures.isTransient(cause) ? Problem.UNAVAILABLE.because(
                "The database is temporarily unavailable; try again, a write with the same Idempotency-Key") : null;
    }
}
