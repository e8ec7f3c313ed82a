package org.isnad.chain;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;

import org.hibernate.StatelessSession;
import org.isnad.content.Kind;
import org.isnad.database.NotificationChannel;
import org.isnad.database.NotificationChannel.Message;
import org.isnad.sources.Sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;

/**
 * Collects the changes of the current transaction. Appended revisions are written at its end, table by table, so that JDBC
 * sends them in batches. After the commit they are added to what is in memory, and {@link CrisisChanged} is fired for each
 * changed crisis: at this instance, and on PostgreSQL by a notification at all instances.
 */
@ApplicationScoped
class LedgerChanges {

    /** The topic of the messages that state what a crisis has become. */
    private static final String TOPIC = "crisis";

    private final TransactionSynchronizationRegistry transactions;
    private final TransactionManager manager;
    private final NotificationChannel channel;
    private final EntityManager entities;
    private final StatelessSession rows;
    private final LedgerRow.Repository ledgers;
    private final CrisisIndexes indexes;
    private final Contents contents;
    private final Sources sources;
    private final Event<CrisisChanged> changed;
    private final ObjectMapper json;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Timer lag;

    /** Registers the metric of the lag. */
    LedgerChanges(TransactionSynchronizationRegistry transactions, TransactionManager manager, NotificationChannel channel,
            EntityManager entities, StatelessSession rows, LedgerRow.Repository ledgers, CrisisIndexes indexes,
            Contents contents, Sources sources,
            Event<CrisisChanged> changed, ObjectMapper json, Clock clock, MeterRegistry meters) {
        this.transactions = transactions;
        this.manager = manager;
        this.channel = channel;
        this.entities = entities;
        this.rows = rows;
        this.ledgers = ledgers;
        this.indexes = indexes;
        this.contents = contents;
        this.sources = sources;
        this.changed = changed;
        this.json = json;
        this.clock = clock;
        this.meters = meters;
        this.lag = Timer.builder("isnad.feed.lag")
                .description("Time from recording a revision to its notification at this instance").register(meters);
    }

    /**
     * Locks a crisis until the transaction ends, or returns it if the transaction has locked it already; empty if it does not
     * exist.
     */
    Optional<LockedCrisis> lock(String crisis) {
        Map<String, LockedCrisis> locked = ofTransaction().locked;
        LockedCrisis before = locked.get(crisis);
        if (before != null) {
            return Optional.of(before);
        }
        Optional<LockedCrisis> now = ledgers.lock(crisis).map(row -> new LockedCrisis(indexes.of(row.state()), row));
        now.ifPresent(found -> locked.put(crisis, found));
        return now;
    }

    /** Registers a change of a ledger by the current transaction. */
    void add(LedgerRow ledger) {
        ofTransaction().byCrisis.put(ledger.crisisId, ledger);
    }

    /** Registers an appended revision, which is written at the end of the transaction or by {@link #write}. */
    void addAppend(LedgerRow ledger, Append append) {
        add(ledger);
        TransactionChanges changes = ofTransaction();
        changes.unwritten.add(append);
        changes.appends.merge(append.row.kind, 1, Integer::sum);
    }

    /** Returns what the transaction has appended, without what was flushed. */
    List<Append> appends() {
        TransactionChanges changes = ofTransaction();
        return Stream.concat(changes.written.stream(), changes.unwritten.stream()).toList();
    }

    /** Registers the key of a request, which is stored after the revision that answers it. */
    void addKey(IdempotencyKeyRow key) {
        ofTransaction().unwrittenKeys.put(key.id, key);
    }

    /** Returns a key that was added and not yet written, or null. */
    IdempotencyKeyRow unwrittenKey(String id) {
        return ofTransaction().unwrittenKeys.get(id);
    }

    /** Stores what has been appended so far, so that queries find it. */
    void write() {
        ofTransaction().write();
    }

    /** Stores what has been appended so far, and keeps none of it for memory: a large import would not fit. */
    void flush() {
        write();
        ofTransaction().written.clear();
    }

    /** Returns the ids of sources that the transaction knows to exist; the caller adds those that it finds. */
    Set<String> knownSources() {
        return ofTransaction().knownSources;
    }

    private TransactionChanges ofTransaction() {
        return (TransactionChanges) transactions.getResource(TransactionChanges.class);
    }

    /**
     * Begins to collect the changes of a transaction. Synchronizations run in the order of their registration; this one is
     * registered before that of the session, which gives the connection back.
     */
    void onBegin(@Observes @Initialized(TransactionScoped.class) Object transaction) throws Exception {
        TransactionChanges changes = new TransactionChanges();
        transactions.putResource(TransactionChanges.class, changes);
        manager.getTransaction().registerSynchronization(changes);
    }

    /**
     * An appended revision in the forms in which it is stored and returned.
     *
     * @param created the record, if the revision is its first, or null
     */
    record Append(RecordRow created, RevisionRow row, List<LinkRow> links, Revision<?> revision) {
    }

    /** The changes of one transaction. */
    private class TransactionChanges implements Synchronization {

        private final Map<String, LockedCrisis> locked = new HashMap<>();
        private final Map<String, LedgerRow> byCrisis = new TreeMap<>();
        private final Map<Kind, Integer> appends = new TreeMap<>();
        private final List<Append> unwritten = new ArrayList<>();
        private final List<Append> written = new ArrayList<>();
        private final Map<String, IdempotencyKeyRow> unwrittenKeys = new LinkedHashMap<>();
        private final Set<String> knownSources = new HashSet<>();

        /** Inserts the rows, each kind after those that it refers to. */
        void write() {
            List<Append> appends = List.copyOf(unwritten);
            List<IdempotencyKeyRow> keys = List.copyOf(unwrittenKeys.values());
            unwritten.clear();
            unwrittenKeys.clear();
            rows.insertMultiple(appends.stream().map(Append::created).filter(Objects::nonNull).toList());
            rows.insertMultiple(appends.stream().map(Append::row).toList());
            rows.insertMultiple(appends.stream().flatMap(append -> append.links.stream()).toList());
            rows.insertMultiple(keys);
            written.addAll(appends);
        }

        /** Sends a notification to all instances, if there may be several. They receive it only if the transaction commits. */
        @Override
        public void beforeCompletion() {
            write();
            // Gives each ledger its version, which the notification states.
            entities.flush();
            if (channel.isShared()) {
                byCrisis.values().forEach(row -> channel.send(new Message(TOPIC, toJson(row.state()))));
            }
        }

        /** Does nothing if the outcome is unknown: if the transaction was committed, a notification tells. */
        @Override
        public void afterCompletion(int status) {
            if (status != Status.STATUS_COMMITTED) {
                return;
            }
            sources.remember(knownSources);
            appends.forEach((kind, count) -> meters.counter("isnad.appends", "kind", kind.path()).increment(count));
            locked.forEach((crisis, changed) -> indexes.append(crisis, changed.index(), changed.appended()));
            written.forEach(append -> contents.add(append.row, append.revision, byCrisis.get(append.row.crisisId).erasures));
            byCrisis.values().forEach(LedgerChanges.this::publish);
            if (!channel.isShared()) {
                byCrisis.values().forEach(row -> recordLag(row.recordedAt));
            }
        }
    }

    /** Fires the event for every crisis, because notifications may have been missed. */
    @ActivateRequestContext
    void onConnected(@Observes NotificationChannel.Connected connected) {
        publishAll();
    }

    /** Fires the event for every crisis, so that the states are known before they are asked for. */
    void onStart(@Observes StartupEvent start) {
        if (!channel.isShared()) {
            publishAll();
        }
    }

    private void publishAll() {
        QuarkusTransaction.requiringNew().call(() -> ledgers.listAll()).forEach(this::publish);
    }

    private void publish(LedgerRow row) {
        changed.fire(new CrisisChanged(row.state()));
    }

    private String toJson(CrisisState state) {
        try {
            return json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records the lag of a notification and fires the event. */
    void onMessage(@Observes Message message) {
        if (!message.topic().equals(TOPIC)) {
            return;
        }
        try {
            CrisisState state = json.readValue(message.text(), CrisisState.class);
            recordLag(state.recordedAt());
            changed.fire(new CrisisChanged(state));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void recordLag(Instant recordedAt) {
        Duration elapsed = Duration.between(recordedAt, clock.instant());
        // The clocks of two instances may differ.
        lag.record(elapsed.isNegative() ? Duration.ZERO : elapsed);
    }
}
