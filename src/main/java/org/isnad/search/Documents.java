package org.isnad.search;

import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.content.Content;
import org.isnad.search.SearchQuery.Clause;

/**
 * The form of revisions in the Lucene index, and the queries for it. No text is stored: only its terms are, in a field for each
 * language, and where the revision is.
 */
final class Documents {

    static final String CRISIS = "crisis";
    static final String POSITION = "position";

    /** Changes with the form and with the analysis; an index of another format is built anew. */
    static final String FORMAT = "2";

    private static final String ID = "id";
    private static final String KIND = "kind";
    private static final String SEEN_FROM = "seenFrom";
    private static final String CERTAIN_FROM = "certainFrom";
    private static final String RECORDED_AT = "recordedAt";
    private static final String TEXT = "text.";

    /** By how much more a word counts as it is typed than in another form. */
    private static final float AS_TYPED = 2;

    private Documents() {
    }

    /** Returns the term of the document of a revision. */
    static Term id(String crisis, long position) {
        return new Term(ID, crisis + ":" + position);
    }

    /** Returns the term of all documents of a crisis. */
    static Term ofCrisis(String crisis) {
        return new Term(CRISIS, crisis);
    }

    /** Returns the document of a revision, which is in all of its languages, or null if it has no text. */
    static Document of(Revision<? extends Content> revision, RevisionHeader header) {
        List<SearchedText> texts = SearchedText.of(revision);
        if (texts.isEmpty()) {
            return null;
        }
        Document document = new Document();
        document.add(new StringField(ID, id(revision.crisis(), revision.position()).text(), Field.Store.NO));
        document.add(new StringField(CRISIS, revision.crisis(), Field.Store.NO));
        document.add(new SortedDocValuesField(CRISIS, new BytesRef(revision.crisis())));
        document.add(new NumericDocValuesField(POSITION, revision.position()));
        document.add(new StringField(KIND, revision.kind().jsonName(), Field.Store.NO));
        document.add(new LongField(SEEN_FROM, micros(header.seenFrom(false)), Field.Store.NO));
        document.add(new LongField(CERTAIN_FROM, micros(header.seenFrom(true)), Field.Store.NO));
        document.add(new LongField(RECORDED_AT, micros(header.recordedAt()), Field.Store.NO));
        texts.stream().collect(groupingBy(SearchedText::language))
                .forEach((language, ofLanguage) -> document.add(new TextField(TEXT + language, new WordStream(ofLanguage))));
        return document;
    }

    private static long micros(Instant time) {
        // ChronoUnit.MICROS.between overflows after the year 2262.
        return Math.addExact(TimeUnit.SECONDS.toMicros(time.getEpochSecond()), TimeUnit.NANOSECONDS.toMicros(time.getNano()));
    }

    /** Returns the Lucene query of a question to the documents that a reader sees. */
    static Query query(SearchIndex.Question question, IndexReader reader) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        Set<String> fields = fields(question.language(), reader);
        question.query().clauses().forEach(clause -> all.add(clause(clause, fields), Occur.MUST));
        if (question.crisis() != null) {
            all.add(new TermQuery(ofCrisis(question.crisis())), Occur.FILTER);
        }
        if (question.kind() != null) {
            all.add(new TermQuery(new Term(KIND, question.kind().jsonName())), Occur.FILTER);
        }
        if (!question.bounds().isUnboundedInTime()) {
            addBound(question.bounds().certain() ? CERTAIN_FROM : SEEN_FROM, question.bounds().asOf(), all);
            addBound(RECORDED_AT, question.bounds().knownAt(), all);
        }
        return all.build();
    }

    private static void addBound(String field, Instant latest, BooleanQuery.Builder all) {
        all.add(LongField.newRangeQuery(field, Long.MIN_VALUE, micros(latest)), Occur.FILTER);
    }

    /** Returns the fields with texts in a language, or in any language for null. */
    private static Set<String> fields(String language, IndexReader reader) {
        Set<String> fields = new HashSet<>(FieldInfos.getIndexedFields(reader));
        fields.removeIf(field -> !field.startsWith(TEXT) || language != null && !field.equals(TEXT + language));
        return fields;
    }

    private static Query clause(Clause clause, Set<String> fields) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (String field : fields) {
            for (List<Set<String>> sequence : clause.alternatives()) {
                add(field, sequence, any);
            }
        }
        return any.build();
    }

    private static void add(String field, List<Set<String>> sequence, BooleanQuery.Builder any) {
        if (sequence.size() == 1) {
            List<String> terms = new ArrayList<>(sequence.get(0));
            any.add(new BoostQuery(new TermQuery(new Term(field, terms.get(0))), AS_TYPED), Occur.SHOULD);
            terms.stream().skip(1)
                    .forEach(stem -> any.add(new ConstantScoreQuery(new TermQuery(new Term(field, stem))), Occur.SHOULD));
            return;
        }
        MultiPhraseQuery.Builder phrase = new MultiPhraseQuery.Builder();
        sequence.forEach(terms -> phrase.add(terms.stream().map(term -> new Term(field, term)).toArray(Term[]::new)));
        any.add(phrase.build(), Occur.SHOULD);
    }
}
