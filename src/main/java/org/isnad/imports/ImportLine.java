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

/** A line of an import, parsed and valid by itself. */
sealed interface ImportLine {

    /** The description of a crisis. */
    record CrisisLine(Crisis crisis) implements ImportLine {
    }

    /** The description of a source. */
    record SourceLine(Source source) implements ImportLine {
    }

    /**
     * A report.
     *
     * @param record the record, which is created if it does not exist
     * @param number the number that the revision has or must get, or null for the next one
     */
    record ReportLine(@NotNull @Slug String record, @Min(1) Integer number, NewRevision<Content> report) implements ImportLine {
    }

    /**
     * A revision of another instance.
     *
     * @param mirrored what the other instance recorded about the report
     * @param erasure what of it was erased there, or null
     */
    record MirrorLine(@NotNull @Slug String record, @NotNull Kind kind, NewRevision<Content> report,
            @NotNull MirroredRevision mirrored, Erasure erasure) implements ImportLine {
    }

    /** The last line of an export: where the crisis ends, so that a truncated file is noticed. */
    record EndLine(@NotNull @Slug String crisis, long position, @NotNull String head) implements ImportLine {
    }
}
