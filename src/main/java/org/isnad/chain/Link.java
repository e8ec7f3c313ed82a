package org.isnad.chain;

/**
 * A link from a revision to a record or to a revision of it, of this or of another crisis, and whether or not it exists.
 *
 * @param number the number of the revision, or 0 if the link is to the record
 */
public record Link(Type type, String record, int number) {

    /** The relation of the linking revision to the linked one. */
    public enum Type {
        /** The linking revision names the linked one in its evidence and rests on it. */
        SUPPORTS,
        /** The linking revision names the linked one in its evidence and does not rest on it. */
        CITES,
        /** The linking revision replaces the linked one, which belongs to another record. */
        REPLACES,
        /** The linking revision is a ruling for the linked one. */
        RULES_FOR,
        /** The linking revision is a ruling against the linked one. */
        RULES_AGAINST,
        /** The linking revision merges the linked record into another one. */
        MERGES,
        /** The linking revision merges another record into the linked one. */
        MERGES_INTO
    }

    /** Whether the link affects which revisions of the linked record are in force or preferred. */
    public boolean isDecisive() {
        return type == Type.REPLACES || type == Type.RULES_FOR || type == Type.RULES_AGAINST || type == Type.MERGES;
    }

    /** Whether this is a link of a type to a revision. */
    boolean isTo(Type other, String otherRecord, int otherNumber) {
        return type == other && number == otherNumber && record.equals(otherRecord);
    }
}
