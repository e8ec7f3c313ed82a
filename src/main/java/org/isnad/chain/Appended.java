package org.isnad.chain;

import org.isnad.content.Content;

/** A revision was appended; told inside the append's transaction, so that what follows from it is kept or lost with it. */
public record Appended(Revision<? extends Content> revision) {
}
