package org.isnad.compare;

import java.lang.reflect.RecordComponent;
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
import org.isnad.content.Content;
import org.isnad.content.Spelling;
import org.isnad.content.Text;

/**
 * Collects the changes between two revisions of one kind, component by component. The compare methods append a change
 * for each difference that they find; a value of null is absent, and a path is a JSON Pointer (RFC 6901).
 */
final class Differ {

    private final List<Change> changes = new ArrayList<>();
    private final boolean comparable;
    private final boolean isSameRevision;
    private final Set<String> languages;

    /**
     * @param comparable whether both contents have the same count, so that numeric differences have a meaning
     * @param isSameRevision whether two languages of one revision are compared
     * @param languages the tags of the languages to compare, or empty for all
     */
    private Differ(boolean comparable, boolean isSameRevision, Set<String> languages) {
        this.comparable = comparable;
        this.isSameRevision = isSameRevision;
        this.languages = languages;
    }

    /** The two contents whose numbers and bounds are compared. */
    private record ContentPair(Object from, Object to) {

        /** Returns the aspect of a changed number: KNOWN if only one content has any number, or else the declared one. */
        Aspect aspect(Aspect declared) {
            return Components.hasFigure(from) == Components.hasFigure(to) ? declared : Aspect.KNOWN;
        }
    }

    /** Returns the difference between two revisions, whose figures are compared if they count the same. */
    static Difference between(Revision<?> from, Revision<?> to, Set<String> languages) {
        return between(from, to, languages, haveSameCount(from.content(), to.content()));
    }

    /**
     * Returns the difference between two revisions: first the changes of the content, in the order of its components,
     * then those of the other fields.
     *
     * @param languages the tags of the languages in which texts are compared, or empty for
     *        all; see {@link #compareTexts}
     * @param comparable whether the figures of the revisions count the same
     */
    static Difference between(Revision<?> from, Revision<?> to, Set<String> languages, boolean comparable) {
        boolean isSameRevision = from.crisis().equals(to.crisis()) && from.position() == to.position();
        Differ differ = new Differ(comparable, isSameRevision, languages);
        differ.compareContents(from.content(), to.content());
        differ.compareHeaders(from, to);
        boolean areFigures = Components.hasFigure(from.content()) && Components.hasFigure(to.content());
        return Difference.of(from, to, areFigures ? Boolean.valueOf(comparable) : null, differ.changes);
    }

    /** Whether two contents have figures that count the same; false if either is null or of a kind without figures. */
    static boolean haveSameCount(Content from, Content to) {
        boolean haveCounts = from != null && to != null && from.count() != null;
        return haveCounts && from.count().isSameAs(to.count());
    }

    /**
     * Whether two contents of one kind make the same claim. If either has a number or bound, they do unless a number or
     * bound differs, or both give a counting rule, place or period and these differ materially; no other component matters.
     * Contents without a number make the same claim if no change between them is material. A content and null never do.
     */
    static boolean repeats(Content from, Content to) {
        Differ differ = new Differ(haveSameCount(from, to), false, Set.of());
        differ.compareContents(from, to);
        boolean isFigure = Components.hasFigure(from);
        return differ.changes.stream().filter(Change::material)
                .noneMatch(change -> !isFigure || altersFigure(change));
    }

    /** Whether a material change makes a figure another claim, by the rules of {@link #repeats}. */
    private static boolean altersFigure(Change change) {
        if (change.number() != null || change.aspect() == Aspect.WITHDRAWAL) {
            return true;
        }
        boolean isReplaced = change.from() != null && change.to() != null;
        return isReplaced && List.of(Aspect.COUNTING_RULE, Aspect.PLACE, Aspect.TIME).contains(change.aspect());
    }

    /** Compares two contents by component, or as one value if either is null, as the content of a retraction is. */
    private void compareContents(Content from, Content to) {
        if (from == null || to == null) {
            compareValues("/content", Aspect.WITHDRAWAL, from, to);
        } else {
            compareComponents("/content", null, from, to);
        }
    }

    /**
     * Compares the fields other than the content: status, source, via, reportedAt, partOfDay, reason, evidence and
     * translations. A change of the status or of the source makes the difference material; a change of any other of these
     * fields does not.
     */
    private void compareHeaders(Revision<?> from, Revision<?> to) {
        compareValues("/status", Aspect.STATUS, from.status(), to.status());
        compareValues("/source", Aspect.ATTRIBUTION, from.source(), to.source());
        // Other carriers or a later report of the same content do not alter the claim.
        compareValues("/via", Aspect.ATTRIBUTION, false, nullIfEmpty(from.via()), nullIfEmpty(to.via()));
        compareValues("/reportedAt", Aspect.TIME, false, from.reportedAt(), to.reportedAt());
        compareValues("/partOfDay", Aspect.TIME, false, from.partOfDay(), to.partOfDay());
        compareTexts("/reason", Aspect.MINOR, from.reason(), to.reason());
        compareValues("/evidence", Aspect.EVIDENCE, nullIfEmpty(from.evidence()), nullIfEmpty(to.evidence()));
        compareValues("/translations", Aspect.TRANSLATION, nullIfEmpty(from.translations()), nullIfEmpty(to.translations()));
    }

    private static List<?> nullIfEmpty(List<?> list) {
        return list == null || list.isEmpty() ? null : list;
    }

    /**
     * Compares all components of two records of one type, neither of which is null.
     *
     * @param path the path of the records
     * @param enclosing the aspect of the component that holds the records, or null for a content
     */
    private void compareComponents(String path, Aspect enclosing, Object from, Object to) {
        for (RecordComponent component : from.getClass().getRecordComponents()) {
            compareComponent(path, component, Components.aspect(component, enclosing), from, to);
        }
    }

    /**
     * Compares one component of two records by the rules for its type: a text, a number, a bound, a record of several
     * components, which is compared by component, or another value. Within a place whose code is the same, changes
     * have the aspect MINOR.
     *
     * @param parentPath the path of the records
     */
    private void compareComponent(String parentPath, RecordComponent component, Aspect aspect, Object from, Object to) {
        String path = parentPath + "/" + component.getName();
        Object oldValue = Components.value(component, from);
        Object newValue = Components.value(component, to);
        if (component.getType() == Text.class) {
            compareTexts(path, aspect, (Text) oldValue, (Text) newValue);
        } else if (component.getType() == Long.class && aspect == Aspect.BOUND) {
            compareBounds(parentPath, component.getName(), new ContentPair(from, to), (Long) oldValue, (Long) newValue);
        } else if (component.getName().endsWith(Components.EXCLUSIVE)) {
            return; // It is compared with its bound.
        } else if (component.getType() == Long.class) {
            compareNumbers(path, new ContentPair(from, to), aspect);
        } else if (Places.haveSameCode(oldValue, newValue)) {
            // Another name for the same place does not alter the claim.
            compareComponents(path, Aspect.MINOR, oldValue, newValue);
        } else if (isComposite(oldValue) && isComposite(newValue)) {
            compareComponents(path, aspect, oldValue, newValue);
        } else {
            compareLists(path, aspect, oldValue, newValue);
        }
    }

    /**
     * Compares two values as a whole, or lists of places place by place if these are the same ones. The same places in another
     * order are a MINOR change.
     */
    private void compareLists(String path, Aspect aspect, Object from, Object to) {
        if (!Places.areAligned(from, to, isSameRevision)) {
            compareValues(path, Places.areReordered(from, to) ? Aspect.MINOR : aspect, from, to);
            return;
        }
        for (int at = 0; at < ((List<?>) from).size(); at++) {
            Object old = ((List<?>) from).get(at);
            Object other = ((List<?>) to).get(at);
            compareComponents(path + "/" + at, Places.haveSameCode(old, other) ? Aspect.MINOR : aspect, old, other);
        }
    }

    /** Whether a value is a record that is compared by component; a record with one component is not. */
    private static boolean isComposite(Object value) {
        return value instanceof Record && value.getClass().getRecordComponents().length > 1;
    }

    /** Compares two values as a whole; the change is material if its aspect is. */
    private void compareValues(String path, Aspect aspect, Object from, Object to) {
        compareValues(path, aspect, aspect.isMaterial(), from, to);
    }

    /** Compares two values as a whole; material is whether a change alters the claim. */
    private void compareValues(String path, Aspect aspect, boolean material, Object from, Object to) {
        if (!Objects.equals(from, to)) {
            changes.add(Change.of(path, aspect, material, from, to));
        }
    }

    /**
     * Compares two texts by language: in the languages to compare if the texts have any of these in common, or else in
     * all languages of either. If one is absent or they have no common language, the texts are one change, which has
     * the aspect TRANSLATION between two languages of one revision.
     */
    private void compareTexts(String path, Aspect aspect, Text from, Text to) {
        if (from == null || to == null) {
            compareValues(path, aspect, inComparedLanguages(from), inComparedLanguages(to));
            return;
        }
        SortedSet<String> common = new TreeSet<>(from.tags());
        common.retainAll(to.tags());
        if (common.isEmpty()) {
            compareValues(path, isSameRevision ? Aspect.TRANSLATION : aspect, inComparedLanguages(from),
                    inComparedLanguages(to));
            return;
        }
        SortedSet<String> compared = new TreeSet<>(from.tags());
        compared.addAll(to.tags());
        if (languages.stream().anyMatch(common::contains)) {
            compared.retainAll(languages);
        }
        for (String tag : compared) {
            compareText(path + "/" + tag, aspect, tag, from, to);
        }
    }

    /** Compares the texts in one language; if one of them has none, the change has the aspect TRANSLATION. */
    private void compareText(String path, Aspect aspect, String tag, Text from, Text to) {
        String oldText = from.byTag().get(tag);
        String newText = to.byTag().get(tag);
        if (oldText == null || newText == null) {
            compareValues(path, Aspect.TRANSLATION, oldText, newText);
        } else if (!Spelling.isCanonicallyEqual(oldText, newText)) {
            TextDiff wording = TextDiff.between(tag, oldText, newText);
            changes.add(Change.ofText(path, wording.aspect(aspect, oldText, newText), wording));
        }
    }

    /** Returns a text in the compared languages, or unchanged if it is null or in none of them. */
    private Text inComparedLanguages(Text text) {
        if (text == null || languages.stream().noneMatch(text.byTag()::containsKey)) {
            return text;
        }
        SortedMap<String, String> byTag = new TreeMap<>(text.byTag());
        byTag.keySet().retainAll(languages);
        return new Text(byTag);
    }

    /** Compares the numbers of two contents, which equal bounds state as well. */
    private void compareNumbers(String path, ContentPair contents, Aspect aspect) {
        Long from = Components.number(contents.from);
        Long to = Components.number(contents.to);
        if (!Objects.equals(from, to)) {
            changes.add(Change.ofNumber(path, contents.aspect(aspect), from, to, Shift.between(null, comparable, from, to)));
        }
    }

    /**
     * Compares the lower or the upper bounds of two contents. A bound that equals the number of its content counts as
     * absent: adding or dropping it is a MINOR change, and none if the number changes as well. Other differences are a
     * change with both bounds as given, whose delta takes the number in place of an absent bound, and is between the numbers
     * that the bounds admit: from "at least 100" to "more than 100" it is 1.
     */
    private void compareBounds(String parentPath, String name, ContentPair contents, Long from, Long to) {
        String path = parentPath + "/" + name;
        Long oldNumber = Components.number(contents.from);
        Long newNumber = Components.number(contents.to);
        Long oldAdmitted = Components.admitted(name, from, contents.from);
        Long newAdmitted = Components.admitted(name, to, contents.to);
        // A bound that equals the number adds no information: "8" and "from 8 to 8" are the same claim.
        Long oldBound = Objects.equals(oldAdmitted, oldNumber) ? null : oldAdmitted;
        Long newBound = Objects.equals(newAdmitted, newNumber) ? null : newAdmitted;
        if (!Objects.equals(oldBound, newBound)) {
            Long oldValue = oldBound == null ? oldNumber : oldBound;
            Long newValue = newBound == null ? newNumber : newBound;
            Shift shift = Shift.between(Bound.of(oldBound, newBound), comparable, oldValue, newValue);
            addBoundChange(path, contents, from, to, shift);
        } else if (oldBound != null || Objects.equals(oldNumber, newNumber)) {
            compareValues(path, Aspect.MINOR, from, to);
        }
    }

    /** Adds the change of a bound, or that of its flag if the bounds are the same and only one is exclusive. */
    private void addBoundChange(String path, ContentPair contents, Long from, Long to, Shift shift) {
        Aspect aspect = contents.aspect(Aspect.BOUND);
        if (Objects.equals(from, to)) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            changes.add(Change.ofNumber(path + Components.EXCLUSIVE, aspect, Components.isExclusive(name, contents.from),
                    Components.isExclusive(name, contents.to), shift));
        } else {
            changes.add(Change.ofNumber(path, aspect, from, to, shift));
        }
    }
}
