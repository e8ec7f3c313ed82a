package org.isnad.changes;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.RecordChain;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.changes.Steps.Step;
import org.isnad.content.Languages;
import org.isnad.content.Text;
import org.isnad.sources.Sources;

/** Computes the changes of a crisis's records between two of its states. Does not check who may read the crisis. */
@ApplicationScoped
public class RecordChanges {

    private final History history;
    private final Sources sources;

    RecordChanges(History history, Sources sources) {
        this.history = history;
        this.sources = sources;
    }

    /** Returns the changes that another history has. */
    public RecordChanges in(History other) {
        return new RecordChanges(other, sources);
    }

    /**
     * The bounds of the states before and after the changes.
     *
     * @param order the order of the revisions between them, in which none comes before the one that it supersedes
     */
    record Window(AsOf before, AsOf after, Comparator<RevisionHeader> order) {

        /** Returns the window whose revisions are in position order. */
        static Window asRecorded(AsOf before, AsOf after) {
            return new Window(before, after, Comparator.comparing(RevisionHeader::position));
        }

        /** Returns the window up to a crisis position. */
        Window upTo(long position) {
            return new Window(before.upTo(position), after.upTo(position), order);
        }
    }

    /**
     * Returns the changes that the revisions after a position and up to another one, inclusive, made to the records that they
     * belong to or affect. The record with the lowest position comes first.
     *
     * @param languages the preferred languages of sentences and texts
     */
    public List<RecordChange> between(String crisis, long after, long upTo, Languages languages) {
        return between(crisis, after, upTo, any -> true, languages);
    }

    /**
     * Returns the changes that those revisions between two positions made that a filter matches, as
     * {@link #between(String, long, long, Languages)} does. The claims and their differences are those at the two positions.
     */
    public List<RecordChange> between(String crisis, long after, long upTo, Predicate<RevisionHeader> filter,
            Languages languages) {
        Window window = Window.asRecorded(AsOf.NOW.upTo(after), AsOf.NOW.upTo(upTo));
        SpanRevisions revisions = revisions(crisis, window, filter);
        List<String> records = revisions.firstRecordedFirst();
        Sentences sentences = Sentences.in(languages, sourceNames(crisis, window, revisions));
        return load(crisis, window, revisions, records, sentences).changes(records, languages);
    }

    /** Returns the tag of the language in which sentences are written for a reader: Arabic, English or Russian. */
    public static String language(Languages languages) {
        return Sentences.language(languages);
    }

    /**
     * Returns what a revision with content says, in the language of {@link #language}: what is counted and how many, or who
     * said something on what.
     */
    public static String name(Revision<?> revision, Languages languages) {
        return Sentences.in(languages, Map.of()).name(revision);
    }

    /** Returns the revisions of a window with the records that they affect. */
    SpanRevisions revisions(String crisis, Window window) {
        return revisions(crisis, window, any -> true);
    }

    private SpanRevisions revisions(String crisis, Window window, Predicate<RevisionHeader> filter) {
        Map<String, List<RevisionHeader>> own = history.since(crisis, window.before, window.after).values().stream()
                .flatMap(List::stream).filter(filter).collect(groupingBy(RevisionHeader::record));
        return SpanRevisions.of(own, records -> history.chains(crisis, records, window.after));
    }

    /** Returns the names of all sources of the records that changed in a window, by id. */
    Map<String, Text> sourceNames(String crisis, Window window, SpanRevisions revisions) {
        Set<String> records = new HashSet<>(revisions.byRecord().keySet());
        revisions.byRecord().values().forEach(headers -> headers.forEach(header -> records.add(header.record())));
        return sources.names(history.chains(crisis, records, window.after).values().stream()
                .flatMap(chain -> chain.headers().stream()).map(RevisionHeader::source).collect(toSet()));
    }

    /**
     * Returns the data from which the changes of some records in a window are computed.
     *
     * @param records the ids of the records
     */
    ChangedRecords load(String crisis, Window window, SpanRevisions revisions, List<String> records, Sentences sentences) {
        Map<String, RecordChain> chains = history.chains(crisis, records, window.after);
        Map<String, Standing> before = RecordChain.standings(history.chains(crisis, records, window.before));
        Map<String, Standing> after = RecordChain.standings(chains);
        Map<String, List<Step>> steps = new HashMap<>();
        chains.forEach((record, chain) -> steps.put(record, revisions.steps(record, chain, window.order)));
        Stream<RevisionHeader> claims = Stream.of(before, after).flatMap(standings -> standings.values().stream())
                .flatMap(standing -> standing.claims().stream());
        Stream<RevisionHeader> told = steps.values().stream().flatMap(List::stream)
                .flatMap(step -> Stream.of(step.by(), step.of() == null ? step.by() : step.of()));
        return new ChangedRecords(revisions.byRecord(), chains, before, after, steps,
                history.whole(crisis, Stream.concat(claims, told).toList()), sentences);
    }
}
