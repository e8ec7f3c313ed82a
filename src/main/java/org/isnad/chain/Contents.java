package org.isnad.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.content.Content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.quarkus.narayana.jta.QuarkusTransaction;

/** The decoded revisions that were read last. Missing ones are loaded, by one statement as a rule. */
@ApplicationScoped
class Contents {

    /** The part of the heap that the revisions may use together. */
    private static final int SHARE_OF_HEAP = 4;
    /** The size of a decoded revision is about this, and a multiple of its stored content. */
    private static final int BYTES_PER_REVISION = 1_000;
    private static final int BYTES_PER_CHARACTER = 4;
    /** PostgreSQL's driver takes 65,535 parameters at most. */
    private static final int POSITIONS_PER_STATEMENT = 5_000;

    private final Revisions revisions;
    private final Codec codec;
    private final Cache<Key, Decoded> decoded = Caffeine.newBuilder()
            .maximumWeight(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP)
            .<Key, Decoded> weigher((key, value) -> value.size).build();

    Contents(Revisions revisions, Codec codec) {
        this.revisions = revisions;
        this.codec = codec;
    }

    /** A position of a crisis; an erasure there changes the key of all its revisions, which are thereby forgotten. */
    private record Key(String crisis, long position, int erasures) {
    }

    /** A revision with its approximate size in bytes. */
    private record Decoded(Revision<?> revision, int size) {
    }

    /**
     * Returns the revisions at some positions of a crisis in all languages, by position, without what depends on others.
     *
     * @param erasures the number of erasures in the crisis that the revisions must include
     */
    @SuppressWarnings("unchecked")
    <C extends Content> Map<Long, Revision<C>> at(String crisis, int erasures, Collection<Long> positions) {
        Map<Long, Revision<C>> found = new HashMap<>();
        List<Long> missing = new ArrayList<>();
        for (Long position : positions) {
            Decoded known = decoded.getIfPresent(new Key(crisis, position, erasures));
            if (known == null) {
                missing.add(position);
            } else {
                found.put(position, (Revision<C>) known.revision);
            }
        }
        for (int from = 0; from < missing.size(); from += POSITIONS_PER_STATEMENT) {
            List<Long> part = missing.subList(from, Math.min(from + POSITIONS_PER_STATEMENT, missing.size()));
            for (RevisionRow row : QuarkusTransaction.requiringNew().call(() -> revisions.at(crisis, part))) {
                Revision<C> revision = codec.revision(row);
                add(row, revision, erasures);
                found.put(row.position, revision);
            }
        }
        return found;
    }

    /**
     * Adds a revision as {@link Codec#revision} returns it for its row.
     *
     * @param erasures the number of erasures in the crisis that the revision includes
     */
    void add(RevisionRow row, Revision<?> revision, int erasures) {
        decoded.put(new Key(row.crisisId, row.position, erasures),
                new Decoded(revision, BYTES_PER_REVISION + BYTES_PER_CHARACTER * row.content.length()));
    }
}
