package org.isnad.chain;

/** That what a revision said is erased: fired in the transaction that does it, for what was made of it. */
public record ContentErased(String crisis, long position) {
}
