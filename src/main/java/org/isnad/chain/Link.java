package org.isnad.chain;

import java.util.EnumSet;
import java.util.Set;

/**
 * A link from a revision to a record or to a revision of it, of this or of another crisis, and whether or not it exists.
 *
 * @param number the number of the revision, or 0 if the link is to the record
 */
public record Link(Type type, String record, int number) {

    private static final Set<Type> DECISIVE = EnumSet.of(Type.REPLACES, Type.RULES_FOR, Type.RULES_AGAINST, Type.MERGES,
            Type.HOLDS, Type.ERASES);

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
        MERGES_INTO,
        /** The linking revision holds the linked record until it has been checked. */
        HOLDS,
        /** The linking revision is the notice of an erasure of the linked one. */
        ERASES
    }

    /** Whether the linking revision names the linked one in its evidence. */
    boolean isEvidence() {
        return type == Type.SUPPORTS || type == Type.CITES;
    }

    /** Whether the link affects what is in force or preferred of the linked record, or what is shown of it. */
    public boolean isDecisive() {
        return DECISIVE.contains(type);
    }

    /** Whether the effect of the link ends when the linking revision is retracted. */
    boolean canBeLifted() {
        return isDecisive() && type != Type.ERASES;
    }

    /** Whether this is a link of a type to a revision. */
    boolean isTo(Type other, String otherRecord, int otherNumber) {
        return type == other && number == otherNumber && record.equals(otherRecord);
    }
}
