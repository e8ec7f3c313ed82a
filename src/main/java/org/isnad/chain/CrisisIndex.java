package org.isnad.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.isnad.content.Kind;

/**
 * The headers of all revisions of a crisis, in memory. Headers are only appended. Each read has bounds that end at a position
 * which the index has reached, so that reads need no lock and do not see what is appended meanwhile.
 */
final class CrisisIndex {

    private final int erasures;
    private final List<RevisionHeader> headers = new AppendOnlyList<>();
    private final Map<Kind, List<RevisionHeader>> byKind = new EnumMap<>(Kind.class);
    private final Map<String, IndexedRecord> records = new ConcurrentHashMap<>();

    /**
     * Creates an empty index.
     *
     * @param erasures the number of erasures in the crisis that the headers will include; the next one needs a new index
     */
    CrisisIndex(int erasures) {
        this.erasures = erasures;
        for (Kind kind : Kind.values()) {
            byKind.put(kind, new AppendOnlyList<>());
        }
    }

    /**
     * One record: its headers in number order, the headers with a link to it in position order, and those among them whose link
     * is decisive.
     */
    private static class IndexedRecord {

        private final List<RevisionHeader> chain = new AppendOnlyList<>();
        private final List<RevisionHeader> linking = new AppendOnlyList<>();
        private final List<RevisionHeader> deciding = new AppendOnlyList<>();
        private volatile RecordChain current;

        /** Whether it has revisions, and is of a kind or null is given. */
        boolean isOfKind(Kind kind) {
            return !chain.isEmpty() && (kind == null || chain.get(0).kind() == kind);
        }

        List<RevisionHeader> headers(AsOf bounds) {
            List<RevisionHeader> all = chain.subList(0, chain.size());
            boolean isWhole = bounds.isUnboundedInTime()
                    && (all.isEmpty() || all.get(all.size() - 1).position() <= bounds.position());
            return isWhole ? all : all.stream().filter(header -> header.isWithin(bounds)).toList();
        }
    }

    /** Returns the number of erasures that the headers include. */
    int erasures() {
        return erasures;
    }

    /** Returns the last position. */
    long position() {
        return headers.size();
    }

    /** Appends the headers at the next positions; those of positions that the index has are ignored. */
    synchronized void append(Collection<RevisionHeader> next) {
        for (RevisionHeader header : next) {
            if (header.position() == position() + 1) {
                record(header.record()).chain.add(header);
                addLinks(header);
                byKind.get(header.kind()).add(header);
                headers.add(header);
            }
        }
    }

    private void addLinks(RevisionHeader header) {
        header.links().stream().map(Link::record).distinct().forEach(linked -> record(linked).linking.add(header));
        header.links().stream().filter(Link::isDecisive).map(Link::record).distinct()
                .forEach(decided -> record(decided).deciding.add(header));
    }

    private IndexedRecord record(String id) {
        return records.computeIfAbsent(id, absent -> new IndexedRecord());
    }

    /** Returns the revisions of a record within the bounds. */
    RecordChain chain(String record, AsOf bounds) {
        IndexedRecord indexed = records.get(record);
        return indexed == null ? new RecordChain(List.of(), Decisions.NONE) : chain(record, indexed, bounds);
    }

    private RecordChain chain(String record, IndexedRecord indexed, AsOf bounds) {
        List<RevisionHeader> headers = indexed.headers(bounds);
        Decisions decisions = decisions(record, indexed, bounds);
        if (!bounds.isUnboundedInTime()) {
            return new RecordChain(headers, decisions);
        }
        RecordChain known = indexed.current;
        if (known == null || !known.isOf(headers, decisions)) {
            known = new RecordChain(headers, decisions);
            indexed.current = known;
        }
        return known;
    }

    private Decisions decisions(String record, IndexedRecord indexed, AsOf bounds) {
        if (indexed.deciding.isEmpty()) {
            return Decisions.NONE;
        }
        List<RevisionHeader> deciding = indexed.deciding.stream().filter(header -> header.isWithin(bounds)).toList();
        return DecisionFinder.find(record, deciding, other -> record(other).headers(bounds));
    }

    /** Returns the revisions of each record within the bounds, of one kind or of all (null); none is empty. */
    SortedMap<String, RecordChain> chains(Kind kind, AsOf bounds) {
        SortedMap<String, RecordChain> chains = new TreeMap<>();
        for (Map.Entry<String, IndexedRecord> record : records.entrySet()) {
            if (record.getValue().isOfKind(kind)) {
                chains.put(record.getKey(), chain(record.getKey(), record.getValue(), bounds));
            }
        }
        chains.values().removeIf(RecordChain::isEmpty);
        return chains;
    }

    /** Returns the revisions within the bounds, in position order. */
    List<RevisionHeader> within(AsOf bounds) {
        List<RevisionHeader> within = new ArrayList<>();
        for (RevisionHeader header : upTo(bounds.position())) {
            if (header.isWithin(bounds)) {
                within.add(header);
            }
        }
        return within;
    }

    private List<RevisionHeader> upTo(long position) {
        return between(0, position);
    }

    /** Returns the header at a position, which the index has reached. */
    RevisionHeader at(long position) {
        return headers.get((int) position - 1);
    }

    /** Returns the headers after a position and up to another one, or the last one if that is lower, in position order. */
    List<RevisionHeader> between(long after, long upTo) {
        int end = (int) Math.min(upTo, headers.size());
        return headers.subList((int) Math.min(after, end), end);
    }

    /**
     * Returns the last position of a kind or of a notice, or of all (null), up to that of the bounds that was recorded by their
     * knownAt; or 0. A notice may concern records of every kind.
     */
    long lastPosition(Kind kind, AsOf bounds) {
        return kind == null ? lastPosition(headers, bounds)
                : Math.max(lastPosition(byKind.get(kind), bounds), lastPosition(byKind.get(Kind.NOTICE), bounds));
    }

    private static long lastPosition(List<RevisionHeader> all, AsOf bounds) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            RevisionHeader header = all.get(middle);
            if (header.position() > bounds.position() || header.recordedAt().isAfter(bounds.knownAt())) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == 0 ? 0 : all.get(low - 1).position();
    }

    /**
     * Whether a revision is a correction or retraction, replaces one of another record, or supersedes one of another source.
     */
    boolean isCorrection(RevisionHeader header) {
        return header.status() == Status.CORRECTED || header.status() == Status.RETRACTED || header.replacesAny()
                || header.supersedes() != null
                        && !chain(header.record(), AsOf.NOW).numbered(header.supersedes()).source().equals(header.source());
    }

    /**
     * Returns the revisions within the bounds that rest on a revision by their evidence, directly or through others. What
     * supersedes it does not.
     */
    Set<RevisionHeader> restingOn(RevisionHeader header, AsOf bounds) {
        Set<RevisionHeader> resting = new LinkedHashSet<>();
        Deque<RevisionHeader> pending = new ArrayDeque<>(List.of(header));
        while (!pending.isEmpty()) {
            RevisionHeader cited = pending.pop();
            for (RevisionHeader citing : linking(cited.record(), bounds)) {
                if (citing.restsOn(cited) && !citing.equals(header) && !citing.putsOutOfForce(header) && resting.add(citing)) {
                    pending.push(citing);
                }
            }
        }
        return resting;
    }

    /** Returns the revisions within the bounds with a link to a record, in position order. */
    List<RevisionHeader> linking(String record, AsOf bounds) {
        IndexedRecord indexed = records.get(record);
        return indexed == null ? List.of() : indexed.linking.stream().filter(header -> header.isWithin(bounds)).toList();
    }
}
