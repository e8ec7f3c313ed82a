package org.isnad.imports;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.isnad.chain.Erasure;
import org.isnad.chain.MirroredRevision;
import org.isnad.chain.NewRevision;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Slug;
import org.isnad.crises.Crisis;
import org.isnad.sources.Source;

/** A line of an import that satisfies all constraints that do not depend on stored data. */
sealed interface ImportLine {

    /** The description of a crisis. */
    record CrisisLine(Crisis crisis) implements ImportLine {
    }

    /** The description of a source. */
    record SourceLine(Source source) implements ImportLine {
    }

    /**
     * A report, which is appended unless it is stored already.
     *
     * @param record the id of the record, which is created if it does not exist
     * @param number the expected number of the revision, or null for the next number
     * @param report the report
     */
    record ReportLine(@NotNull @Slug String record, @Min(1) Integer number, NewRevision<Content> report) implements ImportLine {
    }

    /**
     * A revision exported by another instance, which is stored unchanged.
     *
     * @param record the id of the record, which is created if it does not exist
     * @param kind the kind of the record
     * @param report the report
     * @param mirrored the fields that the other instance assigned
     * @param erasure the erasure of the revision in the other instance, or null
     */
    record MirrorLine(@NotNull @Slug String record, @NotNull Kind kind, NewRevision<Content> report,
            @NotNull MirroredRevision mirrored, Erasure erasure) implements ImportLine {
    }

    /**
     * The last line of an export, which reveals a truncated file.
     *
     * @param crisis the id of the crisis
     * @param position the position of the last exported revision
     * @param head the hash of the last exported revision
     */
    record EndLine(@NotNull @Slug String crisis, long position, @NotNull String head) implements ImportLine {
    }
}
