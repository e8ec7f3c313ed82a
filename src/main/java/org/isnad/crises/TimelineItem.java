package org.isnad.crises;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.Reported;
import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.content.PartialDate.Precision;

/**
 * A revision in the order of reporting.
 *
 * @param precision the precision of the revision's reportedAt
 * @param revision the revision with its standing
 */
@Schema(requiredProperties = { "precision", "revision" })
public record TimelineItem(Precision precision, Revision<Content> revision) implements Reported {
}
