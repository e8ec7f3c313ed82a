package org.isnad.compare;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.isnad.chain.Revision;
import org.isnad.compare.Change.Bound;
import org.isnad.compare.Change.Shift;
import org.isnad.content.Aspect;
import org.isnad.content.ChangeAspect;
import org.isnad.content.Content;
import org.isnad.content.Place;
import org.isnad.content.Text;

/**
 * Finds what differs between two revisions of one kind. What a component is about is said where it is declared, so that this
 * knows no kind.
 */
final class Differ {

    private final List<Change> changes = new ArrayList<>();
    private final boolean comparable;
    private final boolean inOneRevision;
    private final Set<String> languages;

    private Differ(boolean comparable, boolean inOneRevision, Set<String> languages) {
        this.comparable = comparable;
        this.inOneRevision = inOneRevision;
        this.languages = languages;
    }

    /** @param languages the languages to look at, or none for all */
    static Difference between(Revision<?> from, Revision<?> to, Set<String> languages) {
        boolean comparable = countTheSame(from.content(), to.content());
        boolean inOneRevision = from.crisis().equals(to.crisis()) && from.position() == to.position();
        Differ content = new Differ(comparable, inOneRevision, languages);
        content.contents(from.content(), to.content());
        Differ header = new Differ(true, inOneRevision, languages);
        header.leaf("/status", Aspect.STATUS, from.status(), to.status());
        header.leaf("/source", Aspect.ATTRIBUTION, from.source(), to.source());
        // Who carries the same words, and when they are said again, does not alter them.
        header.leaf("/via", Aspect.ATTRIBUTION, false, none(from.via()), none(to.via()));
        header.leaf("/reportedAt", Aspect.TIME, false, from.reportedAt(), to.reportedAt());
        header.texts("/reason", Aspect.MINOR, from.reason(), to.reason());
        header.leaf("/evidence", Aspect.EVIDENCE, none(from.evidence()), none(to.evidence()));
        header.leaf("/translations", Aspect.TRANSLATION, none(from.translations()), none(to.translations()));
        content.changes.addAll(header.changes);
        return Difference.of(hasNumber(from.content()) && hasNumber(to.content()) ? Boolean.valueOf(comparable) : null,
                content.changes);
    }

    /** Whether two contents, neither of them null, count the same thing; those that count nothing do. */
    static boolean countTheSame(Content from, Content to) {
        if (from == null || to == null) {
            return false;
        }
        Differ counted = new Differ(false, false, Set.of());
        for (RecordComponent component : from.getClass().getRecordComponents()) {
            Aspect aspect = aspect(component, null);
            if (aspect.decidesWhatIsCounted()) {
                counted.component("/content", component, aspect, from, to);
            }
        }
        return counted.changes.stream().noneMatch(Change::material);
    }

    /**
     * Whether one figure only repeats the other, in whatever words and leaving out whatever was said on the counting; or, of
     * other kinds, whether nothing material differs.
     */
    static boolean repeats(Content one, Content other) {
        Differ differ = new Differ(countTheSame(one, other), false, Set.of());
        differ.contents(one, other);
        return differ.changes.stream().filter(Change::material)
                .noneMatch(hasNumber(one) ? Differ::isOfFigures : change -> true);
    }

    private static boolean isOfFigures(Change change) {
        boolean isContradiction = change.from() != null && change.to() != null;
        return change.number() != null || change.aspect() == Aspect.WITHDRAWAL
                || isContradiction && (change.aspect() == Aspect.COUNTING_RULE || change.aspect() == Aspect.PLACE);
    }

    /** Null is the content of a retraction. */
    private void contents(Content from, Content to) {
        if (from == null || to == null) {
            leaf("/content", Aspect.WITHDRAWAL, from, to);
        } else {
            parts("/content", null, from, to);
        }
    }

    private void parts(String path, Aspect whole, Object from, Object to) {
        for (RecordComponent component : from.getClass().getRecordComponents()) {
            component(path, component, aspect(component, whole), from, to);
        }
    }

    private void component(String path, RecordComponent component, Aspect aspect, Object from, Object to) {
        String at = path + "/" + component.getName();
        Object was = value(component, from);
        Object is = value(component, to);
        if (component.getType() == Text.class) {
            texts(at, aspect, (Text) was, (Text) is);
        } else if (component.getType() == Long.class) {
            number(at, aspect, from, to, (Long) was, (Long) is);
        } else if (was instanceof Place one && is instanceof Place other && one.code() != null
                && one.code().equals(other.code()) && one.codeList() == other.codeList()) {
            // The same place under another name.
            parts(at, Aspect.MINOR, was, is);
        } else if (was instanceof Record && is instanceof Record && was.getClass().getRecordComponents().length > 1) {
            parts(at, aspect, was, is);
        } else {
            leaf(at, aspect, was, is);
        }
    }

    private void leaf(String path, Aspect aspect, Object from, Object to) {
        leaf(path, aspect, aspect.isMaterial(), from, to);
    }

    private void leaf(String path, Aspect aspect, boolean material, Object from, Object to) {
        if (!Objects.equals(from, to)) {
            changes.add(new Change(path, aspect, material, from, to, null, null));
        }
    }

    private void texts(String path, Aspect aspect, Text from, Text to) {
        if (from == null || to == null) {
            leaf(path, aspect, looked(from), looked(to));
            return;
        }
        SortedSet<String> common = new TreeSet<>(from.tags());
        common.retainAll(to.tags());
        if (common.isEmpty()) {
            leaf(path, inOneRevision ? Aspect.TRANSLATION : aspect, looked(from), looked(to));
            return;
        }
        SortedSet<String> looked = new TreeSet<>(from.tags());
        looked.addAll(to.tags());
        if (languages.stream().anyMatch(common::contains)) {
            looked.retainAll(languages);
        }
        for (String tag : looked) {
            String was = from.byTag().get(tag);
            String is = to.byTag().get(tag);
            if (!common.contains(tag)) {
                leaf(path + "/" + tag, Aspect.TRANSLATION, was, is);
            } else if (!was.equals(is)) {
                TextDiff wording = TextDiff.between(tag, was, is);
                Aspect changed = aspect(aspect, was, is, wording);
                changes.add(new Change(path + "/" + tag, changed, changed.isMaterial(), was, is, null, wording));
            }
        }
    }

    /** A text in the languages that are looked at, or whole if it has none of them. */
    private Text looked(Text text) {
        if (text == null || languages.stream().noneMatch(text.byTag()::containsKey)) {
            return text;
        }
        SortedMap<String, String> looked = new TreeMap<>(text.byTag());
        looked.keySet().retainAll(languages);
        return new Text(looked);
    }

    /** What a change of words is about: spelling alone, what something is called, or more. */
    private static Aspect aspect(Aspect declared, String from, String to, TextDiff wording) {
        if (!declared.isMaterial() || Tokenizer.folded(from).equals(Tokenizer.folded(to))) {
            return Aspect.MINOR;
        }
        return (declared == Aspect.QUOTATION || declared == Aspect.TEXT) && wording.onlyTerms() ? Aspect.TERM : declared;
    }

    private void number(String path, Aspect aspect, Object fromWhole, Object toWhole, Long from, Long to) {
        Long best = numberOf(fromWhole);
        Long newBest = numberOf(toWhole);
        if (aspect != Aspect.BOUND) {
            if (!Objects.equals(from, to)) {
                add(path, known(aspect, fromWhole, toWhole), from, to, null, from, to);
            }
            return;
        }
        // A bound that equals the number bounds nothing: "8" and "from 8 to 8" say the same.
        Long bound = Objects.equals(from, best) ? null : from;
        Long newBound = Objects.equals(to, newBest) ? null : to;
        if (!Objects.equals(bound, newBound)) {
            add(path, known(aspect, fromWhole, toWhole), from, to, bound(bound, newBound), bound == null ? best : bound,
                    newBound == null ? newBest : newBound);
        } else if (!Objects.equals(from, to) && Objects.equals(best, newBest)) {
            leaf(path, Aspect.MINOR, from, to);
        }
    }

    private void add(String path, Aspect aspect, Long from, Long to, Bound bound, Long was, Long is) {
        boolean tells = comparable && was != null && is != null;
        BigDecimal percent = !tells || was == 0 ? null
                : BigDecimal.valueOf(is - was).multiply(BigDecimal.valueOf(100)).divide(BigDecimal.valueOf(was), 1,
                        RoundingMode.HALF_UP);
        changes.add(new Change(path, aspect, true, from, to, new Shift(bound, comparable, tells ? is - was : null, percent),
                null));
    }

    private static Bound bound(Long from, Long to) {
        return from == null ? Bound.ADDED : to == null ? Bound.DROPPED : to > from ? Bound.RAISED : Bound.LOWERED;
    }

    private static Aspect known(Aspect aspect, Object from, Object to) {
        return hasNumber(from) == hasNumber(to) ? aspect : Aspect.KNOWN;
    }

    private static boolean hasNumber(Object whole) {
        if (whole == null) {
            return false;
        }
        for (RecordComponent component : whole.getClass().getRecordComponents()) {
            if (component.getType() == Long.class && value(component, whole) != null) {
                return true;
            }
        }
        return false;
    }

    /** The one component that is a number rather than a bound. */
    private static Long numberOf(Object whole) {
        for (RecordComponent component : whole.getClass().getRecordComponents()) {
            if (component.getType() == Long.class && aspect(component, null) == Aspect.NUMBER) {
                return (Long) value(component, whole);
            }
        }
        return null;
    }

    private static Aspect aspect(RecordComponent component, Aspect whole) {
        ChangeAspect own = component.getAnnotation(ChangeAspect.class);
        ChangeAspect ofType = component.getType().getAnnotation(ChangeAspect.class);
        return own != null ? own.value() : whole != null ? whole : ofType != null ? ofType.value() : Aspect.MINOR;
    }

    private static Object value(RecordComponent component, Object whole) {
        try {
            return component.getAccessor().invoke(whole);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<?> none(List<?> list) {
        return list == null || list.isEmpty() ? null : list;
    }
}
