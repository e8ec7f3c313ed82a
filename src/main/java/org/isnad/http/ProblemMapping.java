package org.isnad.http;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import org.isnad.content.InvalidContent;
import org.isnad.content.Rejection;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

import io.opentelemetry.api.trace.Span;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.InstanceUtils;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Gives every failure the form of {@link Problem}: the framework's own exceptions too, whose messages would name Java
 * classes, and constraint violations, whose order would vary from run to run.
 */
@ApplicationScoped
public class ProblemMapping implements ProblemPostProcessor {

    /** The fields that a PUT has in its path. */
    private static final Set<String> PATH_FIELDS = Set.of("id", "record");

    private static final String AGAIN = "The database cannot do it now; ask again, a write with the same Idempotency-Key";

    /**
     * Connections, resources such as disk, intervention such as a shutdown or a timeout, files, deadlocks, locks, a server that
     * has become a standby (PostgreSQL, appendix A), 99999 from its driver where connecting takes too long; and H2's own for
     * locks, files and a closed database.
     */
    private static final Pattern AWAY = Pattern
            .compile("(?:08|53|57|58|40).*|99999|55P03|25006|HYT00|HY000|90(?:028|031|067|098|121)");

    private final AllowedMethods methods;

    ProblemMapping(AllowedMethods methods) {
        this.methods = methods;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        HttpProblem told = told(problem, context);
        return context.path == null ? told
                : HttpProblem.builder(told).withInstance(instance(context.path)).build();
    }

    /**
     * Returns a decoded path as the instance of a problem, whose serializer makes a URI reference of ASCII characters of it.
     */
    public static URI instance(String path) {
        try {
            // Two slashes would begin an authority.
            String absolute = ("/" + path).replaceFirst("^/+", "/");
            // The serializer decodes what this encodes.
            return InstanceUtils.pathToInstance(new URI(null, null, absolute, null).toASCIIString());
        } catch (URISyntaxException e) {
            return URI.create("/");
        }
    }

    private HttpProblem told(HttpProblem problem, ProblemContext context) {
        if (context.cause instanceof HttpProblem || Problem.isOne(problem)) {
            return problem;
        }
        HttpProblem known = of(context.cause);
        if (known != null) {
            return known;
        }
        Set<String> allowed = isUnrouted(problem) ? methods.of(context.path) : Set.of();
        if (!allowed.isEmpty()) {
            String list = String.join(", ", allowed);
            return HttpProblem.builder(Problem.METHOD_NOT_ALLOWED.because("This path offers " + list))
                    .withHeader("Allow", list).build();
        }
        Problem kind = Problem.ofStatus(problem.getStatusCode());
        HttpProblem.Builder builder = kind.builder(kind.title()).withStatus(problem.getStatusCode());
        problem.getHeaders().forEach(builder::withHeader);
        if (kind == Problem.INTERNAL_ERROR) {
            // By which whoever reports it and whoever reads the log mean the same request.
            builder.with("trace", Span.current().getSpanContext().getTraceId());
        }
        return builder.build();
    }

    private static boolean isUnrouted(HttpProblem problem) {
        return problem.getStatusCode() == Problem.METHOD_NOT_ALLOWED.status()
                || problem.getStatusCode() == Problem.NOT_FOUND.status();
    }

    /** Before the library's own, which add the path that was asked and write the log. */
    @Override
    public int priority() {
        return 1000;
    }

    /** The problem that an exception means, or null if it says nothing that a client may know. */
    public static HttpProblem of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpProblem problem) {
                return problem;
            }
            if (cause instanceof Rejection rejection) {
                return of(rejection);
            }
            if (cause instanceof ConstraintViolationException broken) {
                return Problem.INVALID.at(violations(broken));
            }
            if (cause instanceof JsonProcessingException json) {
                return unreadable(json);
            }
            if (cause instanceof InvalidContent invalid) {
                return Problem.INVALID.at(Violation.body(invalid.field(), invalid.rule()));
            }
            if (cause instanceof org.hibernate.exception.ConstraintViolationException) {
                return Problem.CONFLICT.because("Another request made the same at the same time; look, and try again");
            }
            if (cause instanceof SQLException sql && isAway(sql)) {
                return Problem.UNAVAILABLE.because(AGAIN);
            }
            // Nothing else refuses a commit; the answer to it may have been lost after it was done.
            if ((cause instanceof RollbackException || cause instanceof SystemException
                    || cause instanceof HeuristicMixedException) && cause.getCause() == null) {
                return Problem.UNAVAILABLE.because(AGAIN);
            }
        }
        return null;
    }

    private static HttpProblem of(Rejection rejection) {
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
        return problem.at(rejection.violations().stream().map(ProblemMapping::violation).toList());
    }

    /** Returns where a field of the domain is: in the query of a read, in the path or body of a write. */
    private static Violation violation(Rejection.Violation violation) {
        RoutingContext routing = Arc.container().instance(CurrentVertxRequest.class).get().getCurrent();
        HttpMethod method = routing == null ? HttpMethod.POST : routing.request().method();
        if (method == HttpMethod.GET || method == HttpMethod.HEAD) {
            return Violation.query(violation.field(), violation.rule());
        }
        if (method == HttpMethod.PUT && PATH_FIELDS.contains(violation.field())) {
            return Violation.path("id", violation.rule());
        }
        return Violation.body(violation.field(), violation.rule());
    }

    /** Whether a database fails for a reason that passes, by its SQLSTATE; the connection pool gives none. */
    private static boolean isAway(SQLException failure) {
        return failure.getSQLState() == null || AWAY.matcher(failure.getSQLState()).matches();
    }

    private static List<Violation> violations(ConstraintViolationException broken) {
        return broken.getConstraintViolations().stream().map(ProblemMapping::violation)
                .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::rule)).toList();
    }

    private static Violation violation(ConstraintViolation<?> violation) {
        List<Path.Node> nodes = StreamSupport.stream(violation.getPropertyPath().spliterator(), false).toList();
        if (nodes.get(0).getKind() != ElementKind.METHOD) {
            return Violation.body(path(nodes), violation.getMessage());
        }
        Parameter parameter = parameter(violation.getRootBeanClass(), nodes.get(0).as(Path.MethodNode.class),
                nodes.get(1).as(Path.ParameterNode.class).getParameterIndex());
        AnnotatedElement named = parameter.isAnnotationPresent(BeanParam.class)
                ? field(parameter.getType(), nodes.get(nodes.size() - 1).getName())
                : parameter;
        if (named.isAnnotationPresent(QueryParam.class)) {
            return Violation.query(named.getAnnotation(QueryParam.class).value(), violation.getMessage());
        }
        if (named.isAnnotationPresent(PathParam.class)) {
            return Violation.path(named.getAnnotation(PathParam.class).value(), violation.getMessage());
        }
        if (named.isAnnotationPresent(HeaderParam.class)) {
            return Violation.header(named.getAnnotation(HeaderParam.class).value(), violation.getMessage());
        }
        return Violation.body(path(nodes.subList(2, nodes.size())), violation.getMessage());
    }

    /** Returns the declaration of a parameter; the subclass that Quarkus makes of a resource repeats no annotations. */
    private static Parameter parameter(Class<?> resource, Path.MethodNode method, int index) {
        Class<?>[] types = method.getParameterTypes().toArray(Class<?>[]::new);
        Class<?> type = resource.getName().endsWith("_Subclass") ? resource.getSuperclass() : resource;
        while (type != null) {
            try {
                return type.getDeclaredMethod(method.getName(), types).getParameters()[index];
            } catch (NoSuchMethodException inherited) {
                type = type.getSuperclass();
            }
        }
        throw new IllegalStateException("no method " + method.getName());
    }

    private static AnnotatedElement field(Class<?> type, String name) {
        try {
            return type.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            return field(type.getSuperclass(), name);
        }
    }

    private static String path(List<Path.Node> nodes) {
        StringBuilder path = new StringBuilder();
        for (Path.Node node : nodes) {
            // An element of a list bears its index, but is itself no step.
            if (node.getIndex() != null) {
                path.append('[').append(node.getIndex()).append(']');
            }
            if (node.getKind() != ElementKind.CONTAINER_ELEMENT && node.getName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(node.getName());
            }
        }
        return path.toString();
    }

    private static HttpProblem unreadable(JsonProcessingException json) {
        if (json instanceof JsonMappingException mapping) {
            String field = path(mapping);
            if (mapping.getCause() instanceof InvalidContent invalid) {
                String inner = invalid.field();
                String all = field.isEmpty() || inner.isEmpty() ? field + inner : field + "." + inner;
                return Problem.INVALID.at(Violation.body(all, invalid.rule()));
            }
            if (mapping.getCause() instanceof HttpProblem problem) {
                return problem;
            }
            if (mapping.getCause() instanceof StreamConstraintsException) {
                return Problem.UNREADABLE.at(Violation.body(field, "is nested too deep or too long"));
            }
            if (mapping instanceof UnrecognizedPropertyException) {
                return Problem.INVALID.at(Violation.body(field, "is not a field here"));
            }
            if (mapping instanceof InvalidTypeIdException) {
                return Problem.INVALID
                        .at(Violation.body(field.isEmpty() ? "kind" : field + ".kind", "is not the kind expected here"));
            }
            if (mapping instanceof InvalidFormatException format && format.getTargetType() != null
                    && format.getTargetType().isEnum()) {
                return Problem.INVALID
                        .at(Violation.body(field, "must be one of " + ParameterConverters.names(format.getTargetType())));
            }
            if (mapping instanceof MismatchedInputException) {
                return Problem.INVALID.at(Violation.body(field, "is not of the type expected here"));
            }
            if (!(mapping.getCause() instanceof JsonParseException)) {
                return Problem.UNREADABLE.at(Violation.body(field, "cannot be read"));
            }
        }
        if (json instanceof StreamConstraintsException) {
            return Problem.UNREADABLE.at(Violation.body("", "is nested too deep, or a value in it is too long"));
        }
        var at = json.getLocation();
        String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        String rule = json.getOriginalMessage().startsWith("Duplicate field") ? "has a field twice" : "is not well-formed JSON";
        return Problem.UNREADABLE.at(Violation.body("", rule + where));
    }

    private static String path(JsonMappingException mapping) {
        return mapping.getPath().stream().map(
                reference -> reference.getFieldName() != null ? "." + reference.getFieldName()
                        : "[" + reference.getIndex() + "]")
                .collect(Collectors.joining()).replaceFirst("^\\.", "");
    }
}
