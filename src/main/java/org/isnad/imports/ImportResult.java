package org.isnad.imports;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.AppendResult;
import org.isnad.chain.Revision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The result of an import, or of a dry run.
 *
 * @param dryRun whether nothing was stored
 * @param lines the number of lines
 * @param refused the number of refused lines, which is 0 unless the valid lines were kept without them
 * @param crises the numbers of crises
 * @param sources the numbers of sources
 * @param revisions the numbers of revisions
 * @param items the results of the lines in their order: of the first 10,000, and of the refused ones up to 1,000 violations
 * @param omitted the number of lines without an item
 */
@Schema(requiredProperties = { "dryRun", "lines", "refused", "crises", "sources", "revisions", "items", "omitted" })
public record ImportResult(boolean dryRun, int lines, int refused, Tally crises, Tally sources, Tally revisions,
        List<ImportItem> items, int omitted) {

    /**
     * The numbers of imported items of one type.
     *
     * @param created the number of new items
     * @param updated the number of items whose stored description was replaced; 0 for revisions
     * @param unchanged the number of items that were stored before
     */
    @Schema(requiredProperties = { "created", "updated", "unchanged" })
    public record Tally(int created, int updated, int unchanged) {

        static final Tally NONE = new Tally(0, 0, 0);

        /** Returns a tally with one more item. */
        Tally plus(Outcome outcome) {
            return switch (outcome) {
                case CREATED -> new Tally(created + 1, updated, unchanged);
                case UPDATED -> new Tally(created, updated + 1, unchanged);
                default -> new Tally(created, updated, unchanged + 1);
            };
        }
    }

    /** The result of importing a line. */
    @Schema(name = "ImportOutcome")
    public enum Outcome {
        @JsonProperty("created")
        CREATED,
        /** The imported description replaced the stored one. */
        @JsonProperty("updated")
        UPDATED,
        /** The item was stored before. */
        @JsonProperty("unchanged")
        UNCHANGED,
        /** The stored description differs and stays. */
        @JsonProperty("kept")
        KEPT,
        /** The stored crisis has reached the end of the export. */
        @JsonProperty("reached")
        REACHED,
        @JsonProperty("refused")
        REFUSED
    }

    /**
     * The result of one line.
     *
     * @param line the line of the body, item of the array or row of the table, from 1
     * @param outcome the result
     * @param id the id of the crisis or source, or null
     * @param record the record of the revision, or null
     * @param number the number of the revision in its record, or null
     * @param position the position of the revision in its crisis, or null
     * @param ref the name that the line gives its revision, or null
     * @param warning what an editor should look at, such as that the line supersedes a revision of another source; or null
     * @param violations the violated rules of a refused line, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(requiredProperties = { "line", "outcome" })
    public record ImportItem(int line, Outcome outcome, String id, String record, Integer number, Long position, String ref,
            String warning, List<Fault> violations) {

        /** Returns the result of the line of a crisis, a source or an end. */
        static ImportItem of(RawLine line, Outcome outcome) {
            Integer noNumber = null;
            String noWarning = null;
            return new ImportItem(line.number(), outcome, line.id(), line.record(), noNumber, null, line.ref(), noWarning,
                    null);
        }

        /** Returns the result of the line of a revision. */
        static ImportItem of(RawLine line, AppendResult<?> result) {
            Revision<?> revision = result.revision();
            String warning = result.crossed() == null ? null
                    : "supersedes revision " + revision.supersedes() + " of another source, " + result.crossed();
            return new ImportItem(line.number(), result.isRepeated() ? Outcome.UNCHANGED : Outcome.CREATED, line.id(),
                    revision.record(), revision.number(), revision.position(), line.ref(), warning, null);
        }

        /** Returns the result of a refused line, with what it names. */
        static ImportItem refused(RawLine line, List<Fault> faults) {
            Integer noNumber = null;
            String noWarning = null;
            return new ImportItem(line.number(), Outcome.REFUSED, line.id(), line.record(), noNumber, null,
                    line.ref(), noWarning, faults);
        }
    }

    /**
     * A violated rule of a line.
     *
     * @param field the path of the field, which is the column of a table; empty for the whole line
     * @param rule the rule, as the end of a sentence that starts with the field
     */
    @Schema(name = "ImportFault", requiredProperties = { "field", "rule" })
    public record Fault(String field, String rule) {
    }
}
