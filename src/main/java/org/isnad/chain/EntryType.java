package org.isnad.chain;

import java.util.Locale;

import org.isnad.content.Kind;

/** The type of an entry of a log, by which its readers choose what to do with it. */
public enum EntryType {
    REVISION,
    CORRECTION,
    RETRACTION,
    /** A notice of the operator. */
    NOTICE;

    /** Returns the type of a revision. */
    public static EntryType of(Revision<?> revision) {
        if (revision.kind() == Kind.NOTICE) {
            return NOTICE;
        }
        return switch (revision.status()) {
            case RETRACTED -> RETRACTION;
            case CORRECTED -> CORRECTION;
            case REPORTED, CONFIRMED, DISPUTED -> REVISION;
        };
    }

    /** Returns the name in lower case, as in events. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
