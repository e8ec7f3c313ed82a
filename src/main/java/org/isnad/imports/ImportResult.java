package org.isnad.imports;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an import did, or would do.
 *
 * @param dryRun whether nothing was kept
 * @param lines how many lines it had
 * @param crises how many crises it made or found
 * @param sources how many sources
 * @param revisions how many revisions
 */
@Schema(requiredProperties = { "dryRun", "lines", "crises", "sources", "revisions" })
public record ImportResult(boolean dryRun, int lines, Tally crises, Tally sources, Tally revisions) {

    /**
     * @param created how many are new
     * @param unchanged how many were there already
     */
    @Schema(requiredProperties = { "created", "unchanged" })
    public record Tally(int created, int unchanged) {

        static final Tally NONE = new Tally(0, 0);

        Tally with(boolean isNew) {
            return isNew ? new Tally(created + 1, unchanged) : new Tally(created, unchanged + 1);
        }
    }
}
