package org.isnad.pages;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.isnad.content.Kind;
import org.isnad.content.PartialDate;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;

import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateData;

/** Formats the values of the API for people, in a language and a time zone. */
@TemplateData
public final class Display {

    /** The end of an approximate time (EDTF). */
    private static final String ABOUT = "~";

    private static final Map<String, String> PATHS = Stream.of(Kind.values())
            .collect(Collectors.toUnmodifiableMap(Kind::jsonName, Kind::path));

    /** The fields of contents whose codes say what a record is about, in the order in which they are told. */
    private static final List<String> SUBJECT_CODES = List.of("measure", "group", "type", "subject", "state", "act");

    /** The fields of contents whose names and texts say what a record is about. */
    private static final List<String> SUBJECT_NAMES = List.of("groupDetail", "speaker", "actor", "person", "topic", "headline",
            "post", "place");

    private final Texts texts;
    private final ZoneId zone;
    private final Map<String, Object> sourceNames;

    /**
     * @param zone the id of the time zone
     * @param sources the sources, as the API lists them
     */
    Display(Texts texts, String zone, List<Map<String, Object>> sources) {
        this.texts = texts;
        this.zone = ZoneId.of(zone);
        this.sourceNames = sources.stream()
                .collect(Collectors.toMap(source -> (String) source.get("id"), source -> source.get("name")));
    }

    /** Returns the element of the name of a source, or of its id if it has none. */
    @SuppressWarnings("unchecked")
    public RawString from(Object id) {
        return texts.text((Map<String, Object>) sourceNames.getOrDefault(id, Map.of("und", id)));
    }

    /** Returns a number with the digits of the language. */
    public String number(Object number) {
        return number((Number) number, texts.locale());
    }

    static String number(Number number, ULocale locale) {
        return NumberFormat.getInstance(locale).format(number);
    }

    /**
     * Returns the value of a figure: a number, a range, a bound, or why there is none. Empty if the source gave words alone.
     *
     * @param figure an object with low, best and high, such as the content of a figure or a spread
     */
    public String value(Map<String, Object> figure) {
        Object low = figure.get("low");
        Object high = figure.get("high");
        if (figure.get("best") != null) {
            return around(figure, number(figure.get("best")));
        }
        if (low == null && high == null) {
            return figure.get("absentReason") == null ? "" : texts.code("absentReason", figure.get("absentReason"));
        }
        boolean isRange = low != null && high != null && !isExclusive(figure, "low") && !isExclusive(figure, "high");
        return around(figure, isRange ? range(low, high) : bounds(figure));
    }

    private String bounds(Map<String, Object> figure) {
        return Stream.of("low", "high").filter(side -> figure.get(side) != null).map(side -> bound(figure, side))
                .collect(Collectors.joining(texts.say("page.comma")));
    }

    private String around(Map<String, Object> figure, String value) {
        return Boolean.TRUE.equals(figure.get("approximate")) ? texts.say("page.about", value) : value;
    }

    private String bound(Map<String, Object> figure, String side) {
        return texts.say("page.bound-" + side + (isExclusive(figure, side) ? "Exclusive" : ""), figure.get(side));
    }

    private static boolean isExclusive(Map<String, Object> figure, String side) {
        return Boolean.TRUE.equals(figure.get(side + "Exclusive"));
    }

    private String range(Object low, Object high) {
        return low.equals(high) ? number(low) : number(low) + "–" + number(high);
    }

    /**
     * Returns a time as precisely as it is given: a year, month, day or instant, or an interval of two of these.
     *
     * @param time a time in the form of EDTF, or null for an unknown one
     */
    public String when(Object time) {
        if (time == null || time.equals("unknown")) {
            return texts.say("page.time-unknown");
        }
        return Stream.of(time.toString().split("/")).map(part -> part.equals("..") ? "…" : pointOrAbout(part))
                .collect(Collectors.joining(" – "));
    }

    private String pointOrAbout(String time) {
        return time.endsWith(ABOUT)
                ? texts.say("page.about", point(new PartialDate(time.substring(0, time.length() - ABOUT.length()))))
                : point(new PartialDate(time));
    }

    /** Returns an instant to the minute in the time zone of the crisis. */
    public String instant(Object time) {
        return format(Instant.parse(time.toString()), "yMMMdjm");
    }

    private String point(PartialDate date) {
        return format(date.from(zone), switch (date.precision()) {
            case YEAR -> "y";
            case MONTH -> "yMMMM";
            case DAY -> "yMMMd";
            default -> "yMMMdjm";
        });
    }

    private String format(Instant instant, String skeleton) {
        DateFormat format = DateFormat.getPatternInstance(skeleton, texts.locale());
        format.setTimeZone(TimeZone.getTimeZone(zone.getId()));
        return format.format(Date.from(instant));
    }

    /**
     * Whether something has ended by an instant.
     *
     * @param occurred an object with from and until, or null
     */
    boolean isOver(Map<String, Object> occurred, Instant at) {
        return occurred != null && occurred.get("until") != null
                && !new PartialDate((String) occurred.get("until")).until(zone).isAfter(at);
    }

    /** Returns when something happened or held: a span that may be open at one side. */
    public String span(Map<String, Object> occurred) {
        Object from = occurred.get("from");
        Object until = occurred.get("until");
        if (Objects.equals(from, until)) {
            return when(from);
        }
        if (until == null) {
            return texts.say("page.since-date", when(from));
        }
        return from == null ? texts.say("page.until-date", when(until)) : when(from) + " – " + when(until);
    }

    /** Returns a text without its language, for where no element can be. */
    public String plain(Map<String, Object> text) {
        return text.values().iterator().next().toString();
    }

    /** Returns the path of a record's page. */
    public String page(String kind, Object record) {
        return "/" + PATHS.get(kind) + "/" + record;
    }

    /** Returns what a record is about in a few words, or its id if it has no content. */
    @SuppressWarnings("unchecked")
    public String subject(Map<String, Object> content, Object record) {
        if (content == null) {
            return record.toString();
        }
        Stream<String> codes = SUBJECT_CODES.stream().filter(content::containsKey)
                .map(field -> texts.code(field, content.get(field)));
        Stream<String> names = SUBJECT_NAMES.stream().map(content::get).filter(Map.class::isInstance)
                .map(part -> plain((Map<String, Object>) ((Map<String, Object>) part).getOrDefault("name", part)));
        String subject = Stream.concat(codes, names).collect(Collectors.joining(texts.say("page.comma")));
        return subject.isEmpty() ? record.toString() : subject;
    }

    /** Returns the preferred claim on a record; an empty object if it has none. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> preferred(Map<String, Object> record) {
        List<Map<String, Object>> claims = (List<Map<String, Object>>) record.getOrDefault("claims", List.of());
        return claims.stream().filter(claim -> Objects.equals(claim.get("number"), record.get("preferred"))).findFirst()
                .orElse(Map.of());
    }

    /** Returns the part of a text in a language, or else in English or its first language. */
    public Map<String, Object> choose(Map<String, Object> text, String language) {
        String chosen = Stream.of(language, "en").filter(text::containsKey).findFirst().orElse(text.keySet().iterator().next());
        return Map.of(chosen, text.get(chosen));
    }

    /** Returns the name of a language. */
    public String language(String tag) {
        return ULocale.forLanguageTag(tag).getDisplayName(texts.locale());
    }

    /** Returns the codes of the kinds of records. */
    public List<String> kinds() {
        return Stream.of(Kind.values()).filter(kind -> kind != Kind.NOTICE).map(Kind::jsonName).toList();
    }

    /** Returns the codes of statuses. */
    public List<String> statuses() {
        return List.of("reported", "confirmed", "disputed", "corrected", "retracted");
    }
}
