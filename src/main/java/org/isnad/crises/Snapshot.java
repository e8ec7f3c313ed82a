package org.isnad.crises;

import java.util.List;
import java.util.SortedMap;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.RecordView;
import org.isnad.content.Content;

/**
 * The whole situation at an instant.
 *
 * @param crisis the crisis
 * @param position the position that it was computed from
 * @param records every record of which something was known, by the path of its kind, then in the order of ids: its current
 *        revision, and for figures what each source says and the spread
 */
@Schema(requiredProperties = { "crisis", "position", "records" })
public record Snapshot(String crisis, long position, SortedMap<String, List<RecordView<Content>>> records) {
}
