package org.isnad.http;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
 * Refuses query parameters that an operation does not know, that stand twice or are empty: a misspelt filter must not be
 * ignored. Likewise languages that cannot be read.
 */
@Provider
public class KnownParameters implements ContainerRequestFilter {

    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @Context
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        String languages = request.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE);
        if (languages != null && !languages.isBlank()) {
            // Checked here, because the framework fails when it reads a malformed field for validation messages.
            LanguageParameters.accepting(languages);
        }
        Set<String> names = known.computeIfAbsent(resource.getResourceMethod(), KnownParameters::names);
        List<Violation> violations = new ArrayList<>();
        request.getUriInfo().getQueryParameters().forEach((name, values) -> {
            if (!names.contains(name)) {
                violations.add(Violation.query(name, "is an unknown parameter"));
            } else if (values.size() > 1) {
                violations.add(Violation.query(name, "is given more than once"));
            } else if (values.get(0).isEmpty()) {
                violations.add(Violation.query(name, "is empty"));
            }
        });
        if (!violations.isEmpty()) {
            violations.sort(Comparator.comparing(Violation::field));
            throw Problem.INVALID.at(violations);
        }
    }

    private static Set<String> names(Method method) {
        Set<String> names = new HashSet<>();
        for (Parameter parameter : method.getParameters()) {
            add(parameter.getAnnotations(), names);
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Class<?> type = parameter.getType(); type != null; type = type.getSuperclass()) {
                    for (Field field : type.getDeclaredFields()) {
                        add(field.getAnnotations(), names);
                    }
                }
            }
        }
        return names;
    }

    private static void add(Annotation[] annotations, Set<String> names) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof QueryParam query) {
                names.add(query.value());
            }
        }
    }
}
