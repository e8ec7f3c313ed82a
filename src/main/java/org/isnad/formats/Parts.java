package org.isnad.formats;

import java.util.ArrayList;
import java.util.List;

import org.isnad.content.RecordFields;

/** Finds the parts of a content by their type, so that formats need no knowledge of the kinds. */
final class Parts {

    private Parts() {
    }

    /** Returns the values of a type in a record, its lists and the records within, in the order of the components. */
    static <T> List<T> of(Object value, Class<T> type) {
        List<T> found = new ArrayList<>();
        add(value, type, found);
        return found;
    }

    private static <T> void add(Object value, Class<T> type, List<T> found) {
        if (type.isInstance(value)) {
            found.add(type.cast(value));
        } else if (value instanceof Iterable<?> list) {
            list.forEach(item -> add(item, type, found));
        } else if (value instanceof Record) {
            RecordFields.values(value).values().forEach(part -> add(part, type, found));
        }
    }
}
