package org.isnad.crises;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.content.PartialDate.Precision;

/**
 * A revision in the order of reporting.
 *
 * @param precision how precisely it is known when it was said: somewhere between the revision's reportedFrom and reportedUntil
 * @param revision the revision, with whether it stands
 */
@Schema(requiredProperties = { "precision", "revision" })
public record TimelineItem(Precision precision, Revision<Content> revision) {
}
