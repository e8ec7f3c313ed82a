package org.isnad.chain;

import java.time.Instant;
import java.util.List;

import org.isnad.content.CasualtyFigure;
import org.isnad.content.Kind;

/** Headers for tests of what is decided from headers alone. */
public final class Headers {

    private Headers() {
    }

    /** A header in the record "r", recorded in the order of its number, and reported at one instant. */
    public static RevisionHeader header(int number, String source, Status status, Integer supersedes, Instant from,
            Erasure.Scope erased) {
        return header(number, source, status, supersedes, from, 1, CasualtyFigure.Form.NUMBER, erased);
    }

    /** The same, with what its figure counts. */
    public static RevisionHeader header(int number, String source, Status status, Integer supersedes, Instant from,
            long count) {
        return header(number, source, status, supersedes, from, count, CasualtyFigure.Form.NUMBER, null);
    }

    /** The same header, certain from a later time. */
    public static RevisionHeader certainFrom(RevisionHeader of, Instant certainFrom) {
        return new RevisionHeader(of.record(), of.kind(), of.number(), of.position(), of.source(), of.via(), of.status(),
                of.supersedes(),
                of.reportedFrom(), of.reportedUntil(), of.orderFrom(), certainFrom, of.recordedAt(), of.contentKey(),
                of.count(),
                of.form(), of.misquotes(), of.erased(), of.links());
    }

    /** A header as it is after its content was erased. */
    public static RevisionHeader erased(RevisionHeader of) {
        return header(of.number(), of.source(), of.status(), of.supersedes(), of.reportedFrom(), of.count(),
                of.form(),
                Erasure.Scope.CONTENT);
    }

    /** The same, with how its figure is given. */
    public static RevisionHeader header(int number, String source, Status status, Integer supersedes, Instant from, long count,
            CasualtyFigure.Form form, Erasure.Scope erased) {
        return new RevisionHeader("r", Kind.CASUALTY, number, number, source, List.of(), status, supersedes, from,
                from.plusSeconds(60),
                from, from.plusSeconds(60), from.plusSeconds(number), number, count, form, false, erased, List.of());
    }
}
