package org.isnad.changes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

import org.isnad.content.Kind;
import org.junit.jupiter.api.Test;

/** Every kind has a pattern in every language of the sentences, which has a word for each code of the kind that it shows. */
class SentencePatternsTest {

    @Test
    void everyKindIsToldInEveryLanguage() {
        List<String> lacking = new ArrayList<>();
        for (String language : List.of("ar", "en", "ru")) {
            ResourceBundle patterns = ResourceBundle.getBundle("sentences.Sentences", Locale.forLanguageTag(language),
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
            for (Kind kind : Kind.values()) {
                String key = "kind." + kind.jsonName();
                if (patterns.containsKey(key)) {
                    codesLacking(kind, patterns.getString(key))
                            .forEach(code -> lacking.add(language + ": " + key + ": " + code));
                } else if (kind != Kind.CASUALTY) { // Figures have patterns of their own.
                    lacking.add(language + ": " + key);
                }
            }
        }
        assertEquals(List.of(), lacking);
    }

    /**
     * Returns the codes of the components that a pattern selects by and has no word for; the last word is that of the others.
     */
    private static List<String> codesLacking(Kind kind, String pattern) {
        List<String> lacking = new ArrayList<>();
        for (RecordComponent component : kind.content().getRecordComponents()) {
            if (component.getType().isEnum() && pattern.contains("{" + component.getName() + ", select,")) {
                Object[] codes = component.getType().getEnumConstants();
                for (Object code : List.of(codes).subList(0, codes.length - 1)) {
                    if (!pattern.contains(" " + code + "{")) {
                        lacking.add(code.toString());
                    }
                }
            }
        }
        return lacking;
    }
}
