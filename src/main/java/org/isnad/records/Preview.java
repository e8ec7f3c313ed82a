package org.isnad.records;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.RecordView;
import org.isnad.changes.RecordChange;
import org.isnad.content.Content;

/**
 * The result of appending a report without storing it.
 *
 * @param record the record with its claims
 * @param changes what the report would change: the record, and other records that it affects
 */
@Schema(requiredProperties = { "record", "changes" })
public record Preview(RecordView<Content> record, List<RecordChange> changes) {
}
