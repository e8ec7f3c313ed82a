package org.isnad.http;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/**
 * Which methods each path offers. Quarkus REST answers 404 for a method that none of the class offers whose path fits best, and
 * 405 without Allow (RFC 9110, 15.5.6).
 */
@Provider
@ApplicationScoped
public class AllowedMethods implements DynamicFeature {

    private final Map<String, Set<String>> methodsByPattern = new ConcurrentHashMap<>();

    /** Called by Quarkus REST for each resource method. */
    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Method method = resource.getResourceMethod();
        Path ofClass = resource.getResourceClass().getAnnotation(Path.class);
        Path ofMethod = method.getAnnotation(Path.class);
        String template = ofMethod == null ? ofClass.value() : ofClass.value() + "/" + ofMethod.value();
        Set<String> methods = methodsByPattern.computeIfAbsent(pattern(template), pattern -> new TreeSet<>());
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod designator = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (designator != null) {
                methods.add(designator.value());
            }
        }
    }

    /** Returns the methods that a path offers, in alphabetical order; none if there is no such path. */
    Set<String> of(String path) {
        Set<String> allowed = new TreeSet<>();
        methodsByPattern.forEach((pattern, methods) -> {
            if (path.matches(pattern)) {
                allowed.addAll(methods);
            }
        });
        if (allowed.contains(HttpMethod.GET)) {
            allowed.add(HttpMethod.HEAD);
        }
        if (!allowed.isEmpty()) {
            allowed.add(HttpMethod.OPTIONS);
        }
        return allowed;
    }

    private static String pattern(String template) {
        StringBuilder pattern = new StringBuilder();
        for (String segment : template.split("/+")) {
            if (!segment.isEmpty()) {
                pattern.append('/').append(segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment));
            }
        }
        return pattern.append("/?").toString();
    }
}
