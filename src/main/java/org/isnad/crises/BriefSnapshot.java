package org.isnad.crises;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.content.Text;
import org.isnad.reads.Brief;

/**
 * The brief view of the state of all records of a crisis at an instant.
 *
 * @param crisis the id of the crisis
 * @param position the position from which the snapshot was computed
 * @param records the records by the path of their kind
 * @param sources the names of the sources of the records, by id
 */
@Schema(requiredProperties = { "crisis", "position", "records", "sources" })
public record BriefSnapshot(String crisis, long position, SortedMap<String, Records> records, Map<String, Text> sources) {

    /**
     * The records of one kind.
     *
     * @param link the address of a record as a URI template (RFC 6570) with the variable record
     * @param items the records in the order of their ids
     */
    @Schema(name = "BriefRecords", requiredProperties = { "link", "items" })
    public record Records(String link, List<Brief> items) {
    }
}
