package org.isnad.content;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The components of a type of record, so that what all kinds have in common need not be written for each. */
public final class RecordFields {

    private static final ClassValue<RecordFields> OF_TYPES = new ClassValue<>() {
        @Override
        protected RecordFields computeValue(Class<?> type) {
            return new RecordFields(type);
        }
    };

    private final RecordComponent[] components;
    private final Method[] accessors;
    private final Constructor<?> constructor;
    /** Whether a component is a text, or a record or a list of records with texts. */
    private final boolean[] haveTexts;
    private final boolean hasTexts;

    private RecordFields(Class<?> type) {
        components = type.getRecordComponents();
        accessors = Arrays.stream(components).map(RecordComponent::getAccessor).toArray(Method[]::new);
        haveTexts = new boolean[components.length];
        boolean anyTexts = false;
        for (int at = 0; at < components.length; at++) {
            haveTexts[at] = canHaveTexts(components[at].getGenericType());
            anyTexts |= haveTexts[at];
        }
        hasTexts = anyTexts;
        constructor = constructor(type);
    }

    private static RecordFields of(Class<?> type) {
        return OF_TYPES.get(type);
    }

    private static boolean canHaveTexts(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return canHaveTexts(list.getActualTypeArguments()[0]);
        }
        return type == Text.class || type instanceof Class<?> record && record.isRecord() && of(record).hasTexts;
    }

    private Constructor<?> constructor(Class<?> type) {
        try {
            Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return canonical;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the values of the components of a record by name, in their order; absent ones are null. */
    public static Map<String, Object> values(Object value) {
        RecordFields type = of(value.getClass());
        Map<String, Object> values = new LinkedHashMap<>();
        for (int at = 0; at < type.components.length; at++) {
            values.put(type.components[at].getName(), type.value(at, value));
        }
        return values;
    }

    /**
     * Returns the codes of a record that are terms by their {@link ChangeAspect}, by the names of their components; absent ones
     * are left out.
     */
    static Map<String, Enum<?>> codes(Object value) {
        RecordFields type = of(value.getClass());
        Map<String, Enum<?>> codes = new LinkedHashMap<>();
        for (int at = 0; at < type.components.length; at++) {
            ChangeAspect aspect = type.components[at].getAnnotation(ChangeAspect.class);
            if (aspect != null && aspect.value() == Aspect.TERM && type.value(at, value) instanceof Enum<?> code) {
                codes.put(type.components[at].getName(), code);
            }
        }
        return codes;
    }

    private Object value(int at, Object of) {
        try {
            return accessors[at].invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns a record with each text replaced by the operator's result, as in {@link Content#withTexts}.
     *
     * @throws InvalidContent if the result violates a rule of the type's constructor
     */
    @SuppressWarnings("unchecked")
    static <T> T withTexts(T value, UnaryOperator<Text> change) {
        RecordFields type = of(value.getClass());
        return type.hasTexts ? (T) type.changed(value, change) : value;
    }

    private Object changed(Object record, UnaryOperator<Text> change) {
        Object[] arguments = new Object[components.length];
        for (int at = 0; at < components.length; at++) {
            Object value = value(at, record);
            boolean isText = components[at].getType() == Text.class;
            arguments[at] = haveTexts[at] && (isText || value != null) ? changedValue(value, change) : value;
        }
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidContent invalid) {
                throw invalid;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object changedValue(Object value, UnaryOperator<Text> change) {
        if (value == null || value instanceof Text) {
            return change.apply((Text) value);
        }
        if (value instanceof List<?> list) {
            List<Object> changed = new ArrayList<>();
            list.forEach(element -> changed.add(element == null ? null : changedValue(element, change)));
            return changed;
        }
        return withTexts(value, change);
    }
}
