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
 * The methods of each path, for 405 answers with the Allow header (RFC 9110, 15.5.6). Quarkus REST sends 405 without Allow, and
 * 404 instead of 405 if the resource class that matches the path best does not have the method at all.
 */
@Provider
@ApplicationScoped
public class AllowedMethods implements DynamicFeature {

    private final Map<String, Set<String>> methodsByPattern = new ConcurrentHashMap<>();

    /** Records the method and path of a resource method; Quarkus REST calls this for each of them at start. */
    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Method method = resource.getResourceMethod();
        Path classPath = resource.getResourceClass().getAnnotation(Path.class);
        Path methodPath = method.getAnnotation(Path.class);
        String template = methodPath == null ? classPath.value() : classPath.value() + "/" + methodPath.value();
        Set<String> methods = methodsByPattern.computeIfAbsent(pattern(template), absent -> new TreeSet<>());
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod designator = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (designator != null) {
                methods.add(designator.value());
            }
        }
    }

    /**
     * Returns the methods that a path allows, in alphabetical order; empty if no resource has the path. HEAD is added
     * to GET, and OPTIONS to every path.
     */
    Set<String> allowedMethods(String path) {
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

    /**
     * Returns the regular expression of the paths that match a JAX-RS path template. A template variable matches one
     * segment, or its own regular expression, and a trailing slash is optional.
     */
    private static String pattern(String template) {
        StringBuilder pattern = new StringBuilder();
        for (String segment : template.split("/+")) {
            if (!segment.isEmpty()) {
                pattern.append('/').append(segment.startsWith("{") ? variable(segment) : Pattern.quote(segment));
            }
        }
        return pattern.append("/?").toString();
    }

    /**
     * Returns the regular expression of a template variable, such as {@code {record}} or {@code {kind: articles|reactions}}.
     */
    private static String variable(String segment) {
        int colon = segment.indexOf(':');
        if (colon < 0) {
            return "[^/]+";
        }
        String expression = segment.substring(colon + 1, segment.length() - 1).strip();
        return "(?:" + expression + ")";
    }
}
