package org.isnad.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.content.Rejection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.quarkus.narayana.jta.QuarkusTransaction;

/** The kinds and crises of the records that were read last, which never change. */
@ApplicationScoped
class RecordKeys {

    /** Path segments in place of a record's id. */
    private static final Set<String> RESERVED_IDS = Set.of("compare", "series", "stream");

    private static final int MAX_RECORDS = 100_000;

    private final RecordRow.Repository records;
    private final TransactionRecords own;
    private final Cache<String, RecordKey> keys = Caffeine.newBuilder().maximumSize(MAX_RECORDS).build();

    RecordKeys(RecordRow.Repository records, TransactionRecords own) {
        this.records = records;
        this.own = own;
    }

    /** Returns a record that exists, also one that the current transaction has created, or empty. */
    Optional<RecordKey> find(String id) {
        if (keys.getIfPresent(id) == null && !own.isKnown(id)) {
            lookUp(List.of(id));
        }
        return Optional.ofNullable(keys.getIfPresent(id)).or(() -> own.find(id));
    }

    /** Looks up some records for {@link #find} by the current transaction, by one statement. */
    void lookUp(Collection<String> ids) {
        List<RecordKey> found = records.named(ids).stream().map(RecordRow::key).toList();
        own.addAbsent(ids);
        own.add(found);
    }

    /** Adds a record that the current transaction creates. */
    void add(RecordKey created) {
        own.add(List.of(created));
    }

    /** Returns those among some records that exist, whoever may read them, in no particular order. */
    List<RecordKey> of(Collection<String> ids) {
        List<RecordKey> found = new ArrayList<>();
        Set<String> missing = new HashSet<>();
        for (String id : ids) {
            RecordKey key = keys.getIfPresent(id);
            if (key == null) {
                missing.add(id);
            } else {
                found.add(key);
            }
        }
        if (!missing.isEmpty()) {
            QuarkusTransaction.requiringNew().call(() -> records.named(missing)).forEach(row -> {
                keys.put(row.id, row.key());
                found.add(row.key());
            });
        }
        return found;
    }

    /** Fails with INVALID if an id is reserved, because it is a path segment of the API. */
    static void requireFreeId(String id) {
        if (RESERVED_IDS.contains(id)) {
            throw Rejection.invalid("record", "is reserved; choose another id");
        }
    }
}
