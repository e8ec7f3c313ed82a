package org.isnad.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.ULocale;

import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateData;

/** The texts of pages in a language: those of the file that the scripts read as well. */
@TemplateData
public final class Texts {

    /** The languages of the pages; the first is the default. */
    static final List<String> LANGUAGES = List.of("en", "ar", "ru");

    private static final Map<String, Texts> BY_LANGUAGE = LANGUAGES.stream()
            .collect(Collectors.toUnmodifiableMap(language -> language, Texts::new));

    private static final Map<String, String> VERDICT_SIGNS = Map.of("agree", "✓", "overlap", "≈", "conflict", "≠");

    private final ULocale locale;
    private final PluralRules plurals;
    private final Map<String, JsonNode> byKey = new HashMap<>();

    private Texts(String language) {
        this.locale = ULocale.forLanguageTag(language);
        this.plurals = PluralRules.forLocale(locale);
        try (InputStream file = Texts.class.getResourceAsStream("/web/texts/" + language + ".json")) {
            JsonNode sections = new ObjectMapper().readTree(file);
            sections.properties().forEach(section -> addSection(section.getKey(), section.getValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addSection(String name, JsonNode texts) {
        texts.properties().forEach(text -> byKey.put(name + "." + text.getKey(), text.getValue()));
    }

    /** Returns the texts in one of the {@link #LANGUAGES}. */
    static Texts in(String language) {
        return BY_LANGUAGE.get(language);
    }

    ULocale locale() {
        return locale;
    }

    /** Returns the tag of the language. */
    public String language() {
        return locale.toLanguageTag();
    }

    /** Returns the direction of the language: rtl or ltr. */
    public String direction() {
        return locale.isRightToLeft() ? "rtl" : "ltr";
    }

    /** Returns the text of a key, or the key if it has none. */
    public String say(String key) {
        JsonNode text = byKey.get(key);
        return text == null ? key : text.asText();
    }

    /** Returns the text of a key with a value in the place of {n}, in the plural form of the value if it has several. */
    public String say(String key, Object n) {
        JsonNode text = byKey.get(key);
        if (text == null) {
            return key;
        }
        JsonNode form = text.isObject() ? form(text, ((Number) n).doubleValue()) : text;
        return form.asText().replace("{n}", n instanceof Number number ? Display.number(number, locale) : String.valueOf(n));
    }

    private JsonNode form(JsonNode forms, double n) {
        JsonNode form = forms.get(plurals.select(n));
        return form == null ? forms.get("other") : form;
    }

    /** Returns the name of a field of a report, or that of the field in the contract if it has none. */
    public String field(String name) {
        String key = "fields." + name;
        return byKey.containsKey(key) ? say(key) : name;
    }

    /** Returns the name of a code, or the code itself if it has none. */
    public String code(String list, Object code) {
        String key = "codes." + list + "." + code;
        return byKey.containsKey(key) ? say(key) : String.valueOf(code);
    }

    /**
     * Returns the element of a text of the API, isolated from the direction of the text around it (UAX #9).
     *
     * @param byTag the text by language tag, of which the API gave the preferred one; null for none
     */
    public RawString text(Map<String, Object> byTag) {
        return new RawString(byTag == null ? ""
                : byTag.entrySet().stream().map(text -> "<bdi lang=\"" + escape(text.getKey()) + "\">"
                        + escape(text.getValue().toString()) + "</bdi>").collect(Collectors.joining(" ")));
    }

    /** Returns the element of a status. */
    public RawString status(String status) {
        return new RawString("<span class=\"status " + status + "\">" + code("status", status) + "</span>");
    }

    /** Returns the element of a verdict on claims, which is told by a sign and a word. */
    public RawString verdict(String verdict) {
        String sign = VERDICT_SIGNS.get(verdict);
        return new RawString("<span class=\"verdict " + verdict + "\"><span aria-hidden=\"true\">" + sign + "</span> "
                + code("verdict", verdict) + "</span>");
    }

    /**
     * Returns the text of an excerpt with marks.
     *
     * @param excerpt an excerpt of the API: its highlights have their offsets in the text that it is a part of
     */
    @SuppressWarnings("unchecked")
    public RawString highlighted(Map<String, Object> excerpt) {
        String text = (String) excerpt.get("text");
        int offset = (int) excerpt.get("start");
        StringBuilder marked = new StringBuilder();
        int end = 0;
        for (Map<String, Object> highlight : (List<Map<String, Object>>) excerpt.get("highlights")) {
            int start = (int) highlight.get("start") - offset;
            marked.append(escape(text.substring(end, start)));
            end = (int) highlight.get("end") - offset;
            marked.append("<mark>").append(escape(text.substring(start, end))).append("</mark>");
        }
        return new RawString(marked.append(escape(text.substring(end))).toString());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
