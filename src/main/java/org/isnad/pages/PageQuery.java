package org.isnad.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;

import io.quarkus.qute.TemplateData;

/**
 * The parameters that every page has. They are passed on to the API as they are given, which says what is wrong with them, and
 * kept in the links of the page.
 */
@TemplateData
public class PageQuery {

    /** A time before all reports. */
    private static final String BEGINNING = "0001-01-01T00:00:00Z";

    @QueryParam("lang")
    public String lang;

    @QueryParam("asOf")
    public String asOf;

    @QueryParam("knownAt")
    public String knownAt;

    @HeaderParam("Accept-Language")
    String acceptLanguage;

    /** Returns the language of the page: lang, or else what the browser prefers among those of the pages. */
    String language() {
        if (lang != null && !lang.isEmpty()) {
            return Texts.LANGUAGES.contains(lang) ? lang : Texts.LANGUAGES.get(0);
        }
        String accepted = acceptLanguage == null ? null
                : Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), Texts.LANGUAGES);
        return accepted == null ? Texts.LANGUAGES.get(0) : accepted;
    }

    /** Returns a path of the API with the language and the times of this page, which apply to every read. */
    String api(String path) {
        return withQuery(path,
                query(parameter("lang", language()), parameter("asOf", asOf), parameter("knownAt", knownAt)));
    }

    /** Returns a path of the API with the times of this page. */
    String times(String path) {
        return withQuery(path, query(parameter("asOf", asOf), parameter("knownAt", knownAt)));
    }

    /** Whether the page shows an instant, and not the present. */
    boolean isPast() {
        return !times("").isEmpty();
    }

    /** Returns the path of the latest changes of a crisis up to the time of this page. */
    String changes(Object crisis, int limit) {
        return withQuery("/crises/" + segment(crisis.toString()) + "/changes?from=" + BEGINNING + "&limit=" + limit,
                query(parameter("lang", language()), parameter("to", asOf), parameter("knownAt", knownAt)));
    }

    /** Returns a path of the API with the language of this page, for what has no times. */
    String apiNow(String path) {
        return withQuery(path, parameter("lang", language()));
    }

    /** Returns the address of a page in the same language and at the same times, from the parts of its path. */
    public String to(Object... parts) {
        String path = Stream.of(parts).map(String::valueOf).collect(Collectors.joining());
        return withQuery(path, query(parameter("lang", lang), parameter("asOf", asOf), parameter("knownAt", knownAt)));
    }

    /** Returns the address of a page in another language, at the same times. */
    public String in(String language, String path) {
        return withQuery(path, query(parameter("lang", language), parameter("asOf", asOf), parameter("knownAt", knownAt)));
    }

    /** Returns the address of a page in the same language, as of now, from the parts of its path. */
    public String now(Object... parts) {
        String path = Stream.of(parts).map(String::valueOf).collect(Collectors.joining());
        return withQuery(path, query(parameter("lang", lang)));
    }

    static String withQuery(String path, String query) {
        if (query.isEmpty()) {
            return path;
        }
        return path + (path.contains("?") ? "&" : "?") + query;
    }

    /** Returns a path parameter as a segment of a path. */
    static String segment(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Returns a parameter of a query; empty if it has no value, as in a form that is not filled in. */
    static String parameter(String name, Object value) {
        return value == null || value.equals("") ? ""
                : name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
    }

    static String query(String... parameters) {
        return Stream.of(parameters).filter(parameter -> !parameter.isEmpty())
                .collect(Collectors.joining("&"));
    }
}
