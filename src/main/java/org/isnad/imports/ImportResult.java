package org.isnad.imports;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The result of an import, or of a dry run.
 *
 * @param dryRun whether nothing was stored
 * @param lines the number of lines
 * @param crises the numbers of crises
 * @param sources the numbers of sources
 * @param revisions the numbers of revisions
 */
@Schema(requiredProperties = { "dryRun", "lines", "crises", "sources", "revisions" })
public record ImportResult(boolean dryRun, int lines, Tally crises, Tally sources, Tally revisions) {

    /**
     * The numbers of imported items of one type.
     *
     * @param created the number of new items
     * @param unchanged the number of items that were stored before
     */
    @Schema(requiredProperties = { "created", "unchanged" })
    public record Tally(int created, int unchanged) {

        static final Tally NONE = new Tally(0, 0);

        /** Returns a tally with one more item: a created one if it is new, otherwise an unchanged one. */
        Tally plus(boolean isNew) {
            return isNew ? new Tally(created + 1, unchanged) : new Tally(created, unchanged + 1);
        }
    }
}
