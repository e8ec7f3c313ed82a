package org.isnad.chain;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.isnad.content.Kind;

/** The revisions of one record within the bounds of a read, in number order, and their standing. */
public final class RecordChain {

    private final List<RevisionHeader> headers;
    private final Decisions decisions;
    /** Null until it is asked for; two readers may compute it at once. */
    private volatile Standing standing;

    RecordChain(List<RevisionHeader> headers, Decisions decisions) {
        this.headers = headers;
        this.decisions = decisions;
    }

    /**
     * Whether this is the chain of the same revisions, given that both are all up to some position, and of the same decisions.
     */
    boolean isOf(List<RevisionHeader> others, Decisions on) {
        return headers.size() == others.size() && (decisions == on || decisions.equals(on));
    }

    /** Returns the headers in number order; empty if the bounds include none. */
    public List<RevisionHeader> headers() {
        return headers;
    }

    /** Returns the kind of the record; the chain must not be empty. */
    public Kind kind() {
        return headers.get(0).kind();
    }

    /** Returns the claims, newest first, or else the newest revision, which says why there are none. */
    public List<RevisionHeader> shown() {
        List<RevisionHeader> claims = standing().claims();
        return claims.isEmpty() ? headers.stream().min(Standing.NEWEST_FIRST).stream().toList() : claims;
    }

    /** Returns the standing of the revisions within the bounds. */
    public Standing standing() {
        Standing known = standing;
        if (known == null) {
            known = Standing.of(headers, decisions);
            standing = known;
        }
        return known;
    }

    /** Returns the begins and ends of replacements by revisions of other records, in the order of reporting. */
    public List<Decisions.Replacement> replacements() {
        return decisions.replacements();
    }

    /** Returns the last position of the revisions of other records that decide or decided anything about this one, or 0. */
    public long decidedAt() {
        return decisions.position();
    }

    /** Whether the bounds include no revision of the record. */
    public boolean isEmpty() {
        return headers.isEmpty();
    }

    /** Returns the highest number within the bounds; the chain must not be empty. */
    public int lastNumber() {
        return headers.get(headers.size() - 1).number();
    }

    /** Returns the revision with a number, or null if the bounds do not include it. */
    public RevisionHeader numbered(int number) {
        int low = 0;
        int high = headers.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            RevisionHeader header = headers.get(middle);
            if (header.number() == number) {
                return header;
            }
            if (header.number() < number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** Returns the standing of each chain, by record. */
    public static Map<String, Standing> standings(Map<String, RecordChain> chains) {
        Map<String, Standing> standings = new TreeMap<>();
        chains.forEach((record, chain) -> standings.put(record, chain.standing()));
        return standings;
    }
}
