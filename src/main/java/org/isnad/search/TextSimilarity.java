package org.isnad.search;

import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.similarities.BM25Similarity;

/**
 * BM25 without statistics of the other texts: a score depends on the text alone, so that it stays the same whatever is recorded
 * later, and tells nothing of crises that the reader may not read.
 */
final class TextSimilarity extends BM25Similarity {

    /** The length of a text, in words, that counts as average. */
    private static final float AVERAGE_LENGTH = 100;

    @Override
    protected float idf(long documentsWithTerm, long documents) {
        return 1;
    }

    @Override
    protected float avgFieldLength(CollectionStatistics statistics) {
        return AVERAGE_LENGTH;
    }
}
