package org.isnad.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A crisis that the current transaction has locked: what was committed before, and what the transaction has appended to it. */
final class LockedCrisis {

    private final CrisisIndex index;
    private final AsOf committed;
    private final List<RevisionHeader> appended = new ArrayList<>();
    private final Map<String, List<RevisionHeader>> appendedByRecord = new HashMap<>();
    private final LedgerRow ledger;

    /** @param index the index of the crisis up to the position of the ledger at least; the transaction has not appended yet */
    LockedCrisis(CrisisIndex index, LedgerRow ledger) {
        this.index = index;
        this.committed = AsOf.NOW.upTo(ledger.position);
        this.ledger = ledger;
    }

    /** Returns the row of the crisis, which the session manages. */
    LedgerRow ledger() {
        return ledger;
    }

    /** Adds an appended revision. */
    void add(RevisionHeader header) {
        appended.add(header);
        appendedByRecord.computeIfAbsent(header.record(), record -> new ArrayList<>()).add(header);
    }

    /** Returns what was committed before. */
    CrisisIndex index() {
        return index;
    }

    /** Returns the last position that was committed before. */
    long committedPosition() {
        return committed.position();
    }

    /** Returns the headers of what the transaction has appended, in position order. */
    List<RevisionHeader> appended() {
        return appended;
    }

    /** Returns the revisions of a record that were committed before; empty if there is none in this crisis. */
    RecordChain committed(String record) {
        return index.chain(record, committed);
    }

    /** Returns the last number of a record, or 0 if it has no revision in this crisis. */
    int lastNumber(String record) {
        List<RevisionHeader> own = appendedByRecord.getOrDefault(record, List.of());
        if (!own.isEmpty()) {
            return own.get(own.size() - 1).number();
        }
        RecordChain chain = index.chain(record, committed);
        return chain.isEmpty() ? 0 : chain.lastNumber();
    }

    /** Returns the revision with a number in a record, or null if there is none. */
    RevisionHeader numbered(String record, int number) {
        List<RevisionHeader> own = appendedByRecord.getOrDefault(record, List.of());
        if (own.isEmpty() || number < own.get(0).number()) {
            return index.chain(record, committed).numbered(number);
        }
        int at = number - own.get(0).number();
        return at < own.size() ? own.get(at) : null;
    }

    /** Returns the revisions of a record whose content has a key, in number order. */
    List<RevisionHeader> withContent(String record, long contentKey) {
        return all(record).filter(header -> header.contentKey() == contentKey).toList();
    }

    private Stream<RevisionHeader> all(String record) {
        return Stream.concat(index.chain(record, committed).headers().stream(),
                appendedByRecord.getOrDefault(record, List.of()).stream());
    }

    /** Returns the numbers of the other revisions of the source of a revision for its count that are not withdrawn. */
    List<Integer> restOfClaim(String record, int number) {
        RevisionHeader of = numbered(record, number);
        if (of == null) {
            return List.of();
        }
        Standing standing = Standing.of(all(record).toList());
        return all(record).filter(header -> header.number() != number && header.status() != Status.RETRACTED)
                .filter(header -> header.source().equals(of.source()) && header.count() == of.count())
                .map(RevisionHeader::number).filter(other -> !standing.isWithdrawn(other)).toList();
    }

    /** Returns the source of the revision that a report on a record supersedes, if it is another one; otherwise null. */
    String crossedSource(String record, NewRevision<?> report) {
        String superseded = report.supersedes() == null ? null : numbered(record, report.supersedes()).source();
        return report.source().equals(superseded) ? null : superseded;
    }

    /** Whether a retraction of a revision is in force. */
    boolean isRetracted(String record, int number) {
        return Standing.of(all(record).filter(header -> header.status() == Status.RETRACTED).toList()).isWithdrawn(number);
    }
}
