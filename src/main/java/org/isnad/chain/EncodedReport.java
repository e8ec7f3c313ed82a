package org.isnad.chain;

import org.isnad.content.Content;

/**
 * A report with the form in which it is stored.
 *
 * @param content the canonical JSON of content, evidence, reason and translations, or of what an erasure has left of them
 * @param contentHash the hash of that JSON; if there is an erasure, that before it
 * @param erasure what of a mirrored report was erased, or null
 */
record EncodedReport<C extends Content>(NewRevision<C> report, String content, String contentHash, Erasure erasure) {
}
