package org.isnad.chain;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;

/** Compares the indexes in memory with the database from time to time, because a difference would not show by itself. */
@ApplicationScoped
public class IndexCheck {

    private static final int HEADERS_PER_STATEMENT = 10_000;

    private final CrisisIndexes indexes;
    private final Revisions revisions;
    private final LedgerRow.Repository ledgers;
    private final Counter checks;
    private final Counter differences;

    /** Registers the metric of the number of indexes that differed. */
    IndexCheck(CrisisIndexes indexes, Revisions revisions, LedgerRow.Repository ledgers, MeterRegistry meters) {
        this.indexes = indexes;
        this.revisions = revisions;
        this.ledgers = ledgers;
        this.checks = Counter.builder("isnad.index.checks")
                .description("Comparisons of an index in memory with the database").register(meters);
        this.differences = Counter.builder("isnad.index.differences")
                .description("Indexes in memory that differed from the database and were loaded anew").register(meters);
    }

    @Scheduled(every = "{isnad.index-check-interval}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void checkAll() {
        check();
    }

    /** Logs, counts and drops each index that differs from the database, and returns how many did. */
    public int check() {
        int count = 0;
        for (var entry : indexes.inMemory().entrySet()) {
            if (!equalsStored(entry.getKey(), entry.getValue())) {
                Log.errorf("The index of the crisis %s differs from the database; it is loaded anew", entry.getKey());
                differences.increment();
                indexes.drop(entry.getKey(), entry.getValue());
                count++;
            }
            checks.increment();
        }
        return count;
    }

    private boolean equalsStored(String crisis, CrisisIndex index) {
        long end = index.position();
        for (long after = 0; after < end; after += HEADERS_PER_STATEMENT) {
            long from = after;
            long upTo = Math.min(after + HEADERS_PER_STATEMENT, end);
            List<RevisionHeader> stored = QuarkusTransaction.requiringNew()
                    .call(() -> revisions.headersBetween(crisis, from, upTo));
            if (!stored.equals(index.between(from, upTo)) && !isReplaced(crisis, index)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an erasure has changed the headers since the index was loaded, so that the next read loads another one. */
    private boolean isReplaced(String crisis, CrisisIndex index) {
        int erasures = QuarkusTransaction.requiringNew()
                .call(() -> ledgers.findByIdOptional(crisis).map(ledger -> ledger.erasures).orElse(0));
        return erasures > index.erasures();
    }
}
