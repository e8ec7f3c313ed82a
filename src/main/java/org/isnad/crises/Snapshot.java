package org.isnad.crises;

import java.util.List;
import java.util.SortedMap;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.RecordView;
import org.isnad.content.Content;

/**
 * The state of all records of a crisis at an instant.
 *
 * @param crisis the id of the crisis
 * @param position the position from which the snapshot was computed
 * @param records the records by the path of their kind, in the order of their ids, with their claims and, for
 *        casualty figures, the spread; records without a revision by then are absent
 */
@Schema(requiredProperties = { "crisis", "position", "records" })
public record Snapshot(String crisis, long position, SortedMap<String, List<RecordView<Content>>> records) {
}
