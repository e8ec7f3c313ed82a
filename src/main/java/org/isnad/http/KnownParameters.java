package org.isnad.http;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

import org.isnad.web.LanguageParameters;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

/**
 * Answers 400 to unknown, repeated and empty query parameters, because a misspelt filter must not be ignored, and to
 * a malformed Accept-Language header.
 */
@Provider
public class KnownParameters implements ContainerRequestFilter {

    private final Map<Method, Set<String>> namesByMethod = new ConcurrentHashMap<>();

    @Context
    ResourceInfo resource;

    /**
     * Checks the query parameters against those that the operation declares, and answers 400 with all violations ordered by
     * name; or with that of Accept-Language alone if that header is malformed. Pages ignore what they do not know, such as
     * the parameters that other sites add to links, and the empty fields of forms.
     */
    @Override
    public void filter(ContainerRequestContext request) {
        requireLanguageRanges(request.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
        if (!request.getUriInfo().getPath().startsWith("/api/")) {
            return;
        }
        Set<String> known = namesByMethod.computeIfAbsent(resource.getResourceMethod(), KnownParameters::queryParameters);
        List<Violation> violations = request.getUriInfo().getQueryParameters().entrySet().stream()
                .flatMap(parameter -> violation(parameter.getKey(), parameter.getValue(), known).stream())
                .sorted(Comparator.comparing(Violation::field)).toList();
        if (!violations.isEmpty()) {
            throw Problem.INVALID.at(violations);
        }
    }

    /**
     * Checks Accept-Language in advance, because Hibernate Validator fails on a malformed one when it selects messages.
     *
     * @param header the value of the header, or null
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if it is malformed
     */
    private static void requireLanguageRanges(String header) {
        if (header != null && !header.isBlank()) {
            LanguageParameters.parseAcceptLanguage(header);
        }
    }

    /**
     * Returns the violation of a query parameter that is unknown, repeated or empty, named as in the query; empty if it
     * is none of these.
     *
     * @param values all values of the parameter in the query
     * @param known the names of the parameters that the operation has
     */
    private static Optional<Violation> violation(String name, List<String> values, Set<String> known) {
        if (!known.contains(name)) {
            return Optional.of(Violation.query(name, "is an unknown parameter"));
        }
        if (values.size() > 1) {
            return Optional.of(Violation.query(name, "is given more than once"));
        }
        return values.get(0).isEmpty() ? Optional.of(Violation.query(name, "is empty")) : Optional.empty();
    }

    /** Returns the names of the query parameters of a resource method, including those of its bean parameters. */
    private static Set<String> queryParameters(Method method) {
        Set<String> names = new HashSet<>();
        for (Parameter parameter : method.getParameters()) {
            addNames(parameter.getAnnotations(), names);
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                addNamesOfFields(parameter.getType(), names);
            }
        }
        return names;
    }

    /** Adds the names of the query parameters that the fields of a bean, of its superclasses and of its beans declare. */
    private static void addNamesOfFields(Class<?> bean, Set<String> names) {
        for (Class<?> type = bean; type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                addNames(field.getAnnotations(), names);
                if (field.isAnnotationPresent(BeanParam.class)) {
                    addNamesOfFields(field.getType(), names);
                }
            }
        }
    }

    /** Adds the name of the query parameter that the annotations declare, if they declare one. */
    private static void addNames(Annotation[] annotations, Set<String> names) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof QueryParam query) {
                names.add(query.value());
            }
        }
    }
}
