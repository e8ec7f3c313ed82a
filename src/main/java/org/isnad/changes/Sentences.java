package org.isnad.changes;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.isnad.chain.Revision;
import org.isnad.changes.RecordChange.Turn;
import org.isnad.compare.Change;
import org.isnad.compare.Difference;
import org.isnad.compare.TextDiff;
import org.isnad.content.Actor;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Content;
import org.isnad.content.Languages;
import org.isnad.content.Place;
import org.isnad.content.RecordFields;
import org.isnad.content.Text;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;

/**
 * Writes one sentence for each change, by rule, in the languages that have a resource bundle. Names and quoted words of the
 * other writing direction are isolated (UAX #9).
 */
final class Sentences {

    private static final String BUNDLE = "sentences.Sentences";

    private static final List<String> LANGUAGES = List.of("ar", "en", "ru");

    private static final String DEFAULT_LANGUAGE = "en";

    private static final Set<Byte> LEFT_TO_RIGHT = Set.of(Character.DIRECTIONALITY_LEFT_TO_RIGHT);
    private static final Set<Byte> RIGHT_TO_LEFT = Set.of(Character.DIRECTIONALITY_RIGHT_TO_LEFT,
            Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);

    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_DIRECTIONAL_ISOLATE = '\u2069';

    /** The maximum number of replaced words in a sentence. */
    private static final int MAX_TERMS = 3;

    private final String language;
    private final ULocale locale;
    private final ResourceBundle patterns;
    private final Map<String, Text> sources;

    private Sentences(String language, Map<String, Text> sources) {
        this.language = language;
        this.locale = ULocale.forLanguageTag(language);
        this.patterns = ResourceBundle.getBundle(BUNDLE, Locale.forLanguageTag(language),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.sources = sources;
    }

    /**
     * Returns the sentences in the preferred language, or else in English.
     *
     * @param sources the names of the sources, by id
     */
    static Sentences in(Languages languages, Map<String, Text> sources) {
        return new Sentences(language(languages), sources);
    }

    /** Returns the tag of the preferred language among those of the sentences, or else that of English. */
    static String language(Languages languages) {
        String chosen = languages.choose(new TreeSet<>(LANGUAGES), DEFAULT_LANGUAGE).tag();
        return chosen == null ? DEFAULT_LANGUAGE : chosen;
    }

    /**
     * Returns the sentence for a revision.
     *
     * @param of the revision that it changed, or null
     * @param by the revision
     */
    String tell(Revision<Content> of, Revision<Content> by, Turn turn) {
        Map<String, Object> values = new HashMap<>();
        values.put("source", source(by.source()));
        values.put("turn", turn.name());
        values.put("reason", shown(by.reason()));
        if (turn.isEffect()) {
            values.put("what", of == null ? "" : name(of));
            return format("effect", values);
        }
        values.put("author", of == null || of.source().equals(by.source()) ? "" : source(of.source()));
        Content content = by.content() != null || of == null ? by.content() : of.content();
        if (content instanceof CasualtyFigure figure) {
            addValues(values, figure, of, by);
            return format("figure", values);
        }
        addSubject(values, content == null ? by.record() : subject(content), of, by);
        return format("other", values);
    }

    /**
     * Adds what a revision is about, and what the one before was about, or the words that it replaced if only words changed.
     */
    private void addSubject(Map<String, Object> values, String what, Revision<Content> of, Revision<Content> by) {
        List<Change> changes = materialChanges(of, by);
        boolean isReworded = changes.stream().allMatch(change -> change.wording() != null);
        String before = isReworded ? what : subject(of.content());
        values.put("what", what);
        values.put("before", before.equals(what) ? "" : before);
        values.put("terms", before.equals(what) ? terms(changes) : "");
    }

    /** Returns the material changes of the content, none if one of the revisions or its content is absent. */
    private List<Change> materialChanges(Revision<Content> of, Revision<Content> by) {
        if (of == null || of.content() == null || by.content() == null) {
            return List.of();
        }
        return Difference.between(of, by, Languages.of(language)).changes().stream()
                .filter(change -> change.material() && change.path().startsWith("/content")).toList();
    }

    /** Adds what a figure counts, and its value before and after; before only if it differs. */
    private void addValues(Map<String, Object> values, CasualtyFigure figure, Revision<Content> of, Revision<Content> by) {
        values.put("what", what(figure));
        boolean isSame = of == null || value(of.content(), true).equals(value(by.content(), true));
        values.put("before", isSame ? "" : value(of.content(), false));
        values.put("after", value(by.content(), true));
    }

    private String source(String id) {
        Text name = sources.get(id);
        return name == null ? isolated(id) : shown(name);
    }

    /** Returns what a revision says, or the id of its record if its content was withdrawn. */
    String name(Revision<?> revision) {
        if (revision.content() instanceof CasualtyFigure figure) {
            return what(figure) + ": " + value(figure, true);
        }
        return revision.content() == null ? isolated(revision.record()) : subject(revision.content());
    }

    /** Returns what a figure counts: group, measure, place, and basis and period if they are not the usual ones. */
    private String what(CasualtyFigure figure) {
        Map<String, Object> values = new HashMap<>();
        values.put("group", figure.group().name());
        values.put("detail", shown(figure.groupDetail()));
        values.put("measure", format("measure", Map.of("measure", figure.measure().name())));
        String basis = format("basis", Map.of("basis", figure.basis().name()));
        String period = figure.count().period() == null ? "" : figure.count().period();
        values.put("details", Stream.of(shown(figure.place().name()), basis, period).filter(detail -> !detail.isEmpty())
                .collect(Collectors.joining(patterns.getString("comma"))));
        return format("what", values);
    }

    /**
     * Returns the value of a figure, or an empty string for no content.
     *
     * @param hasUnit whether the value is the last one of the sentence, which has the unit where the language wants one
     */
    private String value(Content content, boolean hasUnit) {
        if (!(content instanceof CasualtyFigure figure)) {
            return "";
        }
        if (!figure.hasFigure()) {
            return figure.wording() == null ? format("absent", Map.of("reason", figure.absentReason().name()))
                    : format("quoted", Map.of("text", shown(figure.wording())));
        }
        boolean isOne = figure.form() == CasualtyFigure.Form.NUMBER;
        Long low = isOne ? number(figure) : figure.low();
        Long high = isOne ? low : figure.high();
        Map<String, Object> values = new HashMap<>();
        boolean isClosed = figure.lowExclusive() == null && figure.highExclusive() == null;
        values.put("form", form(low, high, isClosed));
        values.put("lowExclusive", Objects.toString(figure.lowExclusive(), "false"));
        values.put("highExclusive", Objects.toString(figure.highExclusive(), "false"));
        values.put("low", low == null ? high : low);
        values.put("high", high == null ? low : high);
        values.put("unit", Boolean.toString(hasUnit));
        values.put("approximate", Objects.toString(figure.approximate(), "false"));
        return format("value", values);
    }

    private static Long number(CasualtyFigure figure) {
        return figure.best() == null ? figure.low() : figure.best();
    }

    /** Returns the name of the pattern's form for bounds, of which at least one is given. */
    private static String form(Long low, Long high, boolean isClosed) {
        if (low == null) {
            return "upper";
        }
        if (high == null) {
            return "lower";
        }
        if (!isClosed) {
            return "bounds";
        }
        return low.equals(high) ? "one" : "range";
    }

    /** Returns what a content is about, by the pattern of its kind. */
    private String subject(Content content) {
        Map<String, Object> values = new HashMap<>();
        RecordFields.values(content).forEach((name, value) -> values.put(name, argument(value)));
        return format("kind." + content.kind().jsonName(), values);
    }

    /** Returns what a pattern shows of a component: its text, the name of an actor or a place, or its code. */
    private String argument(Object value) {
        if (value instanceof Text text) {
            return shown(text);
        }
        if (value instanceof Actor actor) {
            return shown(actor.name());
        }
        if (value instanceof Place place) {
            return shown(place.name());
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::argument).collect(Collectors.joining(patterns.getString("comma")));
        }
        return value instanceof Enum<?> code ? code.name() : isolated(Objects.toString(value, ""));
    }

    /** Returns the words and numbers that were replaced, at most {@link #MAX_TERMS}. */
    private String terms(List<Change> changes) {
        return changes.stream().filter(change -> change.wording() != null).map(Change::wording)
                .flatMap(wording -> Stream.concat(
                        wording.terms().stream().map(term -> replaced(term.from(), term.to())),
                        wording.numbers().stream().filter(number -> number.from() != null && number.to() != null)
                                .map(number -> replaced(number.from(), number.to()))))
                .distinct().limit(MAX_TERMS).collect(Collectors.joining(patterns.getString("comma")));
    }

    private String replaced(TextDiff.Part from, TextDiff.Part to) {
        return format("replaced", Map.of("from", isolated(from.text().strip()), "to", isolated(to.text().strip())));
    }

    /** Returns a text in the language of the sentence, or else in English or its first language; empty for null. */
    private String shown(Text text) {
        if (text == null) {
            return "";
        }
        Languages languages = Languages.of(language);
        Languages.Choice choice = languages.choose(new TreeSet<>(text.tags()), null);
        return isolated(text.byTag().get(choice.tag()));
    }

    /** Returns a text between isolates if it has a letter of the other writing direction than the sentence. */
    private String isolated(String text) {
        Set<Byte> foreign = locale.isRightToLeft() ? LEFT_TO_RIGHT : RIGHT_TO_LEFT;
        boolean isForeign = text.codePoints().mapToObj(Character::getDirectionality).anyMatch(foreign::contains);
        return isForeign ? FIRST_STRONG_ISOLATE + text + POP_DIRECTIONAL_ISOLATE : text;
    }

    /**
     * Returns the message of a pattern. For each text, it has an argument that tells whether the text is given, because select
     * formats cannot tell an empty one.
     */
    private String format(String key, Map<String, Object> values) {
        Map<String, Object> arguments = new HashMap<>(values);
        values.forEach((name, value) -> arguments.put(name + "Given", Boolean.toString(!"".equals(value))));
        return new MessageFormat(patterns.getString(key), locale).format(arguments);
    }
}
