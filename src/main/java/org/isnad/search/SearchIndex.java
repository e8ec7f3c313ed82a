package org.isnad.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.isnad.chain.AsOf;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.content.Content;
import org.isnad.content.Kind;

import io.quarkus.logging.Log;

/**
 * The Lucene index of one instance. It finds candidates, and knows how far it has come in each log; what a caller may read, and
 * what is in force, is decided elsewhere. One thread writes.
 *
 * <p>
 * This class is all that another search engine would replace.
 */
final class SearchIndex implements AutoCloseable {

    /** The number of directories that instances on one machine may try; each needs its own. */
    private static final int MAX_INSTANCES = 16;

    /** More than any query has, of 32 words in all languages. */
    private static final int MAX_CLAUSES = 1_000_000;

    private static final String FORMAT_KEY = "format";

    private final Directory directory;
    private final Map<String, Progress> written = new ConcurrentHashMap<>();
    private volatile Map<String, Progress> visible = Map.of();
    private ConcurrentMergeScheduler merges;
    private IndexWriter writer;
    private SearcherManager searchers;

    private SearchIndex(Directory directory) throws IOException {
        this.directory = directory;
        open();
    }

    /**
     * How far the index has come in a log.
     *
     * @param position the last position that it has
     * @param erasures the number of erasures that it has
     * @param hash the hash at that position, which tells whether the log is still the same
     */
    record Progress(long position, int erasures, String hash) {

        /** The progress before the first revision. */
        static final Progress NONE = new Progress(0, 0, "");

        static Progress parse(String text) {
            String[] parts = text.split(" ", -1);
            return new Progress(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), parts[2]);
        }

        @Override
        public String toString() {
            return position + " " + erasures + " " + hash;
        }
    }

    /**
     * What candidates are searched by; a null component matches all.
     *
     * @param language the language of the texts, without script and region
     * @param bounds the bounds of time; the position is ignored
     * @param isRanked whether the candidates have scores
     */
    record Question(SearchQuery query, String crisis, Kind kind, String language, AsOf bounds, boolean isRanked) {
    }

    /** A revision that matches a question. The score depends on its texts and the question alone. */
    record Candidate(String crisis, long position, float score) {
    }

    /**
     * Opens the index in a directory, or in memory if that is absent. If another instance uses it, takes a directory beside
     * it. What cannot be read is deleted: the log has everything.
     *
     * @throws UncheckedIOException if the directory cannot be written
     */
    static SearchIndex open(Optional<Path> path) {
        try {
            return path.isEmpty() ? new SearchIndex(new ByteBuffersDirectory()) : openFree(path.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SearchIndex openFree(Path path) throws IOException {
        for (int instance = 1; instance < MAX_INSTANCES; instance++) {
            Path own = instance == 1 ? path : path.resolveSibling(path.getFileName() + "-" + instance);
            try {
                return new SearchIndex(FSDirectory.open(Files.createDirectories(own)));
            } catch (LockObtainFailedException e) {
                Log.debugf("The search index in %s belongs to another instance", own);
            }
        }
        throw new IOException("All search directories beside " + path + " are in use");
    }

    private void open() throws IOException {
        try {
            openAsIs();
        } catch (LockObtainFailedException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            Log.warnf("The search index cannot be read and is built anew: %s", e.getMessage());
            if (writer != null) {
                writer.rollback();
            }
            for (String file : directory.listAll()) {
                directory.deleteFile(file);
            }
            openAsIs();
        }
    }

    private void openAsIs() throws IOException {
        TieredMergePolicy policy = new TieredMergePolicy();
        // An erasure must leave nothing behind.
        policy.setForceMergeDeletesPctAllowed(0);
        merges = new ConcurrentMergeScheduler();
        writer = new IndexWriter(directory, new IndexWriterConfig(new KeywordAnalyzer()).setMergePolicy(policy)
                .setMergeScheduler(merges).setSimilarity(new TextSimilarity()));
        IndexSearcher.setMaxClauseCount(MAX_CLAUSES);
        readProgress();
        searchers = new SearcherManager(writer, new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(IndexReader reader, IndexReader previous) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setSimilarity(new TextSimilarity());
                return searcher;
            }
        });
        visible = Map.copyOf(written);
    }

    private void readProgress() throws IOException {
        Map<String, String> stored = new HashMap<>();
        if (writer.getLiveCommitData() != null) {
            writer.getLiveCommitData().forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
        }
        written.clear();
        if (Documents.FORMAT.equals(stored.remove(FORMAT_KEY))) {
            stored.forEach((crisis, progress) -> written.put(crisis, Progress.parse(progress)));
        } else {
            writer.deleteAll();
        }
    }

    /** Returns how far the index has come in the log of a crisis, whether or not that can be searched yet. */
    Progress written(String crisis) {
        return written.getOrDefault(crisis, Progress.NONE);
    }

    /** Returns how far the log of a crisis can be searched. */
    Progress visible(String crisis) {
        return visible.getOrDefault(crisis, Progress.NONE);
    }

    /**
     * Adds the revisions that follow in the log of a crisis, in position order.
     *
     * @param headers the headers of the same revisions
     * @param erasures the number of erasures that they include
     */
    void add(String crisis, List<Revision<Content>> revisions, List<RevisionHeader> headers, int erasures) throws IOException {
        for (int at = 0; at < revisions.size(); at++) {
            Document document = Documents.of(revisions.get(at), headers.get(at));
            if (document != null) {
                writer.addDocument(document);
            }
        }
        Revision<Content> last = revisions.get(revisions.size() - 1);
        written.put(crisis, new Progress(last.position(), erasures, last.hash()));
    }

    /**
     * Replaces the revisions of a crisis with an erasure by what is left of them, and removes what was erased from the
     * directory.
     *
     * @param erasures the number of erasures that the revisions include
     */
    void erase(String crisis, List<Revision<Content>> revisions, List<RevisionHeader> headers, int erasures)
            throws IOException {
        for (int at = 0; at < revisions.size(); at++) {
            Term id = Documents.id(crisis, revisions.get(at).position());
            Document rest = Documents.of(revisions.get(at), headers.get(at));
            writer.deleteDocuments(id);
            if (rest != null) {
                writer.addDocument(rest);
            }
        }
        Progress before = written(crisis);
        written.put(crisis, new Progress(before.position, erasures, before.hash));
        do {
            // Does not wait for a merge that began by itself.
            writer.forceMergeDeletes();
            merges.sync();
        } while (writer.hasDeletions());
        commit();
        searchers.maybeRefreshBlocking();
        // Files that the last searcher used: removed before a search can see that the erasure is done.
        writer.deleteUnusedFiles();
        refresh();
    }

    /** Removes all revisions of a crisis. */
    void drop(String crisis) throws IOException {
        writer.deleteDocuments(Documents.ofCrisis(crisis));
        written.remove(crisis);
    }

    /** Removes everything. What was there is still found until {@link #refresh}. */
    void clear() throws IOException {
        writer.deleteAll();
        written.clear();
    }

    /** Makes what was written searchable. */
    void refresh() throws IOException {
        Map<String, Progress> next = Map.copyOf(written);
        searchers.maybeRefreshBlocking();
        visible = next;
    }

    /** Stores what was written, so that the next start goes on from there. */
    void commit() throws IOException {
        Map<String, String> stored = new HashMap<>(Map.of(FORMAT_KEY, Documents.FORMAT));
        written.forEach((crisis, progress) -> stored.put(crisis, progress.toString()));
        writer.setLiveCommitData(stored.entrySet());
        writer.commit();
    }

    /**
     * Returns the revisions that match a question, in no particular order.
     *
     * @throws UncheckedIOException if the index cannot be read, or is closed
     */
    List<Candidate> find(Question question) {
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                Candidates found = new Candidates(question.isRanked());
                searcher.search(Documents.query(question, searcher.getIndexReader()), found);
                return found.all();
            } finally {
                searchers.release(searcher);
            }
        } catch (AlreadyClosedException e) {
            throw new UncheckedIOException(new IOException(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores what was written, and closes the index. */
    @Override
    public void close() throws IOException {
        try (Directory closed = directory; IndexWriter last = writer; SearcherManager open = searchers) {
            if (writer.isOpen()) {
                commit();
            }
        }
    }
}
