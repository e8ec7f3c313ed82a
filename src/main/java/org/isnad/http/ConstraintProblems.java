package org.isnad.http;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Parameter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** Translates the violations of Bean Validation into a problem that names parameters and JSON fields. */
final class ConstraintProblems {

    private ConstraintProblems() {
    }

    /**
     * Returns the problem (400) with all violations, ordered by field and rule, because Bean Validation
     * defines no order.
     */
    static HttpProblem of(ConstraintViolationException exception) {
        return Problem.INVALID.at(exception.getConstraintViolations().stream().map(ConstraintProblems::violation)
                .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::rule)).toList());
    }

    /**
     * Returns a violation with the field as the client names it: a query, path or header parameter by the name in its
     * JAX-RS annotation, and a field of the body by its JSON path.
     */
    private static Violation violation(ConstraintViolation<?> violation) {
        List<Path.Node> nodes = StreamSupport.stream(violation.getPropertyPath().spliterator(), false).toList();
        if (nodes.get(0).getKind() != ElementKind.METHOD) {
            return Violation.body(jsonPath(nodes), violation.getMessage());
        }
        Parameter parameter = declaredParameter(violation.getRootBeanClass(), nodes.get(0).as(Path.MethodNode.class),
                nodes.get(1).as(Path.ParameterNode.class).getParameterIndex());
        AnnotatedElement named = parameter.isAnnotationPresent(BeanParam.class)
                ? declaredField(parameter.getType(), nodes.get(nodes.size() - 1).getName())
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
        return Violation.body(jsonPath(nodes.subList(2, nodes.size())), violation.getMessage());
    }

    /**
     * Returns the declaration of a parameter, with its annotations, which the subclass that Quarkus generates for
     * a resource lacks.
     *
     * @param index the index of the parameter in the method, from 0
     * @throws IllegalStateException if neither the class nor a superclass declares the method
     */
    private static Parameter declaredParameter(Class<?> resource, Path.MethodNode method, int index) {
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

    /** Returns the field with a name that a class of parameters or one of its superclasses declares; there must be one. */
    private static AnnotatedElement declaredField(Class<?> type, String name) {
        try {
            return type.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            return declaredField(type.getSuperclass(), name);
        }
    }

    /** Returns the path of a JSON field, such as {@code via[1].name}; empty for the whole body. */
    private static String jsonPath(List<Path.Node> nodes) {
        StringBuilder path = new StringBuilder();
        for (Path.Node node : nodes) {
            // The node of a list element has the index, but is not a field of its own.
            if (node.getIndex() != null) {
                path.append('[').append(node.getIndex()).append(']');
            }
            if (node.getKind() != ElementKind.CONTAINER_ELEMENT && node.getName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(node.getName());
            }
        }
        return path.toString();
    }
}
