package org.isnad.chain;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.transaction.TransactionScoped;

/** The records that the current transaction has looked up or created. */
@TransactionScoped
class TransactionRecords {

    private final Map<String, RecordKey> existing = new HashMap<>();
    private final Set<String> absent = new HashSet<>();

    /** Adds records that exist, perhaps only in this transaction. */
    void add(Collection<RecordKey> records) {
        records.forEach(record -> existing.put(record.record(), record));
    }

    /** Adds ids that belong to no record; a record that is added later exists nevertheless. */
    void addAbsent(Collection<String> ids) {
        absent.addAll(ids);
    }

    /** Whether the transaction knows if a record exists. */
    boolean isKnown(String id) {
        return existing.containsKey(id) || absent.contains(id);
    }

    /** Returns a record that is known to exist. */
    Optional<RecordKey> find(String id) {
        return Optional.ofNullable(existing.get(id));
    }
}
