package org.isnad.chain;

/** Event: the content of a revision was erased. Fired within the erasure's transaction, so that projections follow. */
public record ContentErased(String crisis, long position) {
}
