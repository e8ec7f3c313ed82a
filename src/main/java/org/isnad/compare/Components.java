package org.isnad.compare;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

import org.isnad.content.Aspect;
import org.isnad.content.ChangeAspect;

/** Reads the components of content records, so that a comparison needs no knowledge of the kinds. */
final class Components {

    /** The end of the name of a flag that makes a bound exclusive; it begins with the name of the bound. */
    static final String EXCLUSIVE = "Exclusive";

    private Components() {
    }

    /**
     * Returns the aspect of a component: that of its own annotation, else that of the enclosing component, else that of its
     * type's annotation, else MINOR.
     *
     * @param enclosing the aspect of the enclosing component, or null if there is none
     */
    static Aspect aspect(RecordComponent component, Aspect enclosing) {
        ChangeAspect ofComponent = component.getAnnotation(ChangeAspect.class);
        if (ofComponent != null) {
            return ofComponent.value();
        }
        if (enclosing != null) {
            return enclosing;
        }
        ChangeAspect ofType = component.getType().getAnnotation(ChangeAspect.class);
        return ofType == null ? Aspect.MINOR : ofType.value();
    }

    /**
     * Returns the value of a component of a record, which may be null.
     *
     * @param content a content or a record within one
     */
    static Object value(RecordComponent component, Object content) {
        try {
            return component.getAccessor().invoke(content);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns the value of the component with the aspect NUMBER, or else the value of both bounds if these are equal; null if
     * it has neither.
     */
    static Long number(Object content) {
        List<Long> bounds = new ArrayList<>();
        for (RecordComponent component : content.getClass().getRecordComponents()) {
            if (component.getType() == Long.class && value(component, content) instanceof Long value) {
                if (aspect(component, null) == Aspect.NUMBER) {
                    return value;
                }
                bounds.add(value);
            }
        }
        return bounds.size() == 2 && bounds.get(0).equals(bounds.get(1)) ? bounds.get(0) : null;
    }

    /**
     * Returns the number that a bound admits: one more than an exclusive lower bound ("more than 100"), one less than an
     * exclusive upper bound; null if the bound is absent.
     *
     * @param name the name of the bound, low or high
     */
    static Long admitted(String name, Long bound, Object content) {
        if (bound == null || isExclusive(name, content) == null) {
            return bound;
        }
        return name.equals("low") ? bound + 1 : bound - 1;
    }

    /** Returns the value of the flag that makes a bound exclusive, or null if it is absent or there is none. */
    static Boolean isExclusive(String bound, Object content) {
        for (RecordComponent component : content.getClass().getRecordComponents()) {
            if (component.getName().equals(bound + EXCLUSIVE)) {
                return (Boolean) value(component, content);
            }
        }
        return null;
    }

    /** Whether a content gives a figure: any component of type Long, so not {@code approximate} alone; false for null. */
    static boolean hasFigure(Object content) {
        if (content == null) {
            return false;
        }
        for (RecordComponent component : content.getClass().getRecordComponents()) {
            if (component.getType() == Long.class && value(component, content) != null) {
                return true;
            }
        }
        return false;
    }
}
