package org.isnad.content;

import java.util.List;

/** The rules that the constructors of several contents check, and what they store for an absent value. */
final class ContentRules {

    private ContentRules() {
    }

    /** @throws InvalidContent if neither wording nor summary is given */
    static void requireWords(Text wording, Text summary) {
        if (wording == null && summary == null) {
            throw new InvalidContent("wording", "is required unless a summary is given");
        }
    }

    /**
     * Requires the words for a code that the enumeration lacks.
     *
     * @param name the component with the code; the words are in the one with its name and Detail
     * @throws InvalidContent if the code is other and the detail is null
     */
    static void requireDetail(String name, boolean isOther, Text detail) {
        if (isOther && detail == null) {
            throw new InvalidContent(name + "Detail", "is required when the " + name + " is other");
        }
    }

    /** Returns true or null: a flag that is not set is absent. */
    static Boolean trueOrNull(Boolean flag) {
        return Boolean.TRUE.equals(flag) ? true : null;
    }

    /** Returns the list, or null if it is empty. */
    static <T> List<T> nullIfEmpty(List<T> list) {
        return list == null || list.isEmpty() ? null : list;
    }
}
