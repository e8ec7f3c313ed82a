package org.isnad.syndication;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.Link;
import org.isnad.chain.RecordChain;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.RevisionId;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;
import org.isnad.changes.RecordChange;
import org.isnad.changes.RecordChange.ChangeStep;
import org.isnad.changes.RecordChanges;
import org.isnad.content.Languages;
import org.isnad.sources.Sources;
import org.isnad.syndication.Entry.State;

/** Loads the entries of documents. Does not check who may read the crisis. */
@ApplicationScoped
class Entries {

    private final History history;
    private final RecordChanges changes;
    private final Sources sources;

    Entries(History history, RecordChanges changes, Sources sources) {
        this.history = history;
        this.changes = changes;
        this.sources = sources;
    }

    /**
     * A revision that a document shows.
     *
     * @param changed the last revision of the window that put it out of force, back in force or erased it, or itself
     * @param state its state at the end of the window
     * @param by the revision that put it out of force, or null
     */
    record Shown(RevisionHeader header, RevisionHeader changed, State state, RevisionHeader by) {

        /**
         * Returns the position by which entries are sorted: its own if that is in the window, otherwise that of the revision
         * that changed it.
         */
        private long place(Window window) {
            return header.position() > window.after() ? header.position() : changed.position();
        }
    }

    /**
     * Returns the entries of a window, newest first: the matching revisions of the window, and the matching ones before it that
     * a revision of the window put out of force, back in force or erased. Each is as at the end of the window, except that
     * erased content is absent.
     */
    List<Entry> of(String crisis, Window window, Predicate<RevisionHeader> filter, Languages languages) {
        List<Shown> shown = shown(crisis, window, filter);
        if (shown.isEmpty()) {
            return List.of();
        }
        Map<RevisionId, Map<String, ChangeStep>> steps = steps(crisis, window, shown, languages);
        Map<String, RecordChain> chains = chains(crisis, shown, window);
        Stream<RevisionHeader> needed = shown.stream().flatMap(one -> Stream.of(one.header, one.by,
                LoadedEntries.before(one, steps, chains)));
        var names = sources.names(shown.stream().map(one -> one.header.source()).collect(toSet()));
        return new LoadedEntries(history.whole(crisis, needed.filter(Objects::nonNull).toList()), chains, steps, names,
                languages)
                .of(shown);
    }

    private List<Shown> shown(String crisis, Window window, Predicate<RevisionHeader> filter) {
        Map<RevisionHeader, RevisionHeader> changed = new HashMap<>();
        history.since(crisis, AsOf.NOW.upTo(window.after()), AsOf.NOW.upTo(window.upTo())).values().stream()
                .flatMap(List::stream).sorted(Comparator.comparing(RevisionHeader::position))
                .forEach(by -> Stream.concat(Stream.of(by), affected(crisis, by).stream()).filter(filter)
                        .forEach(header -> changed.put(header, by)));
        Map<String, RecordChain> chains = history.chains(crisis,
                changed.keySet().stream().map(RevisionHeader::record).collect(toSet()), AsOf.NOW.upTo(window.upTo()));
        List<Shown> shown = new ArrayList<>();
        changed.forEach((header, by) -> shown.add(shown(crisis, header, by, chains.get(header.record()))));
        shown.sort(Comparator.comparing((Shown one) -> one.place(window)).thenComparing(one -> one.header.position())
                .reversed());
        return shown;
    }

    /** Returns the revisions that a revision puts out of force, back in force or erases, whether or not it is in force. */
    private List<RevisionHeader> affected(String crisis, RevisionHeader by) {
        List<RevisionHeader> affected = new ArrayList<>(history.putOutOfForceBy(crisis, by));
        by.links().stream().filter(link -> link.type() == Link.Type.ERASES)
                .forEach(link -> affected.add(numbered(crisis, link.record(), link.number())));
        affected.removeIf(Objects::isNull);
        if (by.status() == Status.RETRACTED) {
            // What the retracted revision put out of force is in force again.
            List.copyOf(affected).forEach(target -> affected.addAll(affected(crisis, target)));
        }
        return affected;
    }

    /** Returns a revision, or null if there is none. */
    private RevisionHeader numbered(String crisis, String record, int number) {
        RecordChain chain = history.chains(crisis, Set.of(record), AsOf.NOW).get(record);
        return chain == null ? null : chain.numbered(number);
    }

    private Shown shown(String crisis, RevisionHeader header, RevisionHeader changed, RecordChain chain) {
        Standing standing = chain.standing();
        if (header.isErased()) {
            boolean isNow = changed.links().stream().anyMatch(link -> link.type() == Link.Type.ERASES);
            return new Shown(header, changed, State.ERASED, isNow ? changed : null);
        }
        Integer number = standing.supersededBy(header.number());
        RevisionId elsewhere = standing.replacedElsewhereBy(header.number());
        if (number != null) {
            RevisionHeader by = chain.numbered(number);
            return new Shown(header, changed, state(by), by);
        }
        return elsewhere == null ? new Shown(header, changed, State.CURRENT, null)
                : new Shown(header, changed, State.SUPERSEDED, numbered(crisis, elsewhere.record(), elsewhere.number()));
    }

    private static State state(RevisionHeader by) {
        return switch (by.status()) {
            case RETRACTED -> State.RETRACTED;
            case CORRECTED -> State.CORRECTED;
            case REPORTED, CONFIRMED, DISPUTED -> State.SUPERSEDED;
        };
    }

    /** Returns the chains of the shown records at the end of a window, by record. */
    private Map<String, RecordChain> chains(String crisis, List<Shown> shown, Window window) {
        return history.chains(crisis, shown.stream().map(one -> one.header.record()).collect(toSet()),
                AsOf.NOW.upTo(window.upTo()));
    }

    /** Returns what the shown revisions, and those that changed them, changed: by revision and affected record. */
    private Map<RevisionId, Map<String, ChangeStep>> steps(String crisis, Window window, List<Shown> shown,
            Languages languages) {
        Set<Long> told = shown.stream().flatMap(one -> Stream.of(one.header, one.changed, one.by)).filter(Objects::nonNull)
                .map(RevisionHeader::position).collect(toSet());
        long first = told.stream().min(Comparator.naturalOrder()).orElseThrow();
        Map<RevisionId, Map<String, ChangeStep>> steps = new HashMap<>();
        for (RecordChange change : changes.between(crisis, first - 1, window.upTo(),
                header -> told.contains(header.position()), languages)) {
            for (ChangeStep step : change.revisions()) {
                RevisionId by = new RevisionId(step.record() == null ? change.record() : step.record(), step.number());
                steps.computeIfAbsent(by, id -> new HashMap<>()).put(change.record(), step);
            }
        }
        return steps;
    }
}
