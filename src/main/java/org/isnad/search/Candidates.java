package org.isnad.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.isnad.search.SearchIndex.Candidate;

/** Collects where all matching revisions are: which of them are answered, and in which order, the ledger in memory decides. */
final class Candidates extends SimpleCollector {

    private final boolean isRanked;
    private final List<Candidate> all = new ArrayList<>();
    private SortedDocValues crises;
    private NumericDocValues positions;
    private Scorable scorer;
    private int lastOrdinal;
    private String lastCrisis;

    Candidates(boolean isRanked) {
        this.isRanked = isRanked;
    }

    /** Returns what was collected. */
    List<Candidate> all() {
        return all;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
        crises = DocValues.getSorted(context.reader(), Documents.CRISIS);
        positions = DocValues.getNumeric(context.reader(), Documents.POSITION);
        lastOrdinal = -1;
    }

    @Override
    public void setScorer(Scorable next) {
        scorer = next;
    }

    @Override
    public void collect(int document) throws IOException {
        crises.advanceExact(document);
        positions.advanceExact(document);
        if (crises.ordValue() != lastOrdinal) {
            lastOrdinal = crises.ordValue();
            lastCrisis = crises.lookupOrd(lastOrdinal).utf8ToString();
        }
        all.add(new Candidate(lastCrisis, positions.longValue(), isRanked ? scorer.score() : 0));
    }

    @Override
    public ScoreMode scoreMode() {
        return isRanked ? ScoreMode.COMPLETE : ScoreMode.COMPLETE_NO_SCORES;
    }
}
