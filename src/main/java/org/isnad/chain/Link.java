package org.isnad.chain;

/**
 * A link from a revision to a record or to a revision of it, of this or of another crisis, and whether or not it exists.
 *
 * @param number the number of the revision, or 0 if the link is to the record
 */
public record Link(Type type, String record, int number) {

    /** What the linking revision does to the linked one. */
    public enum Type {
        /** Its evidence names it, and it rests on it. */
        SUPPORTS,
        /** Its evidence names it, and it does not rest on it. */
        CITES,
        /** It replaces it, which belongs to another record. */
        REPLACES,
        /** It is a ruling for it. */
        RULES_FOR,
        /** It is a ruling against it. */
        RULES_AGAINST,
        /** It merges the record. */
        MERGES,
        /** It merges another record into the record. */
        MERGES_INTO
    }

    /** Whether the link decides what of the linked record is in force or preferred. */
    boolean isDecisive() {
        return type == Type.REPLACES || type == Type.RULES_FOR || type == Type.RULES_AGAINST || type == Type.MERGES;
    }

    /** Whether this is a link of a type to a revision. */
    boolean isTo(Type other, String otherRecord, int otherNumber) {
        return type == other && number == otherNumber && record.equals(otherRecord);
    }
}
