package org.isnad.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.transaction.Transactional;

import org.hibernate.exception.ConstraintViolationException;
import org.isnad.access.Key.MadeKey;
import org.isnad.access.Key.NewKey;
import org.isnad.database.NotificationChannel;
import org.isnad.database.NotificationChannel.Message;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;

/**
 * The API keys. Those in use are kept in memory while this instance receives the notifications of others, so that a revocation
 * takes effect at once on this instance, and on the others as soon as they are notified.
 */
@ApplicationScoped
class Keys implements PanacheRepositoryBase<KeyRow, String> {

    /** The accuracy of the time of the last use, which limits the updates of a key that is in constant use. */
    private static final Duration LAST_USE_ACCURACY = Duration.ofMinutes(1);

    /** The hash to compare with if the id is unknown, so that the response time does not reveal which ids exist. */
    private static final String DUMMY_HASH = "0".repeat(64);

    /** The topic of the messages that name a key that was revoked. */
    private static final String TOPIC = "key";

    private static final int MAX_IN_MEMORY = 10_000;

    private final Audit audit;
    private final Clock clock;
    private final NotificationChannel channel;
    private final Event<Revoked> revoked;
    private final Cache<String, KeyRow> inMemory = Caffeine.newBuilder().maximumSize(MAX_IN_MEMORY).build();
    private final AtomicLong forgotten = new AtomicLong();

    Keys(Audit audit, Clock clock, NotificationChannel channel, Event<Revoked> revoked) {
        this.audit = audit;
        this.clock = clock;
        this.channel = channel;
        this.revoked = revoked;
    }

    /** The key with an id was revoked. */
    record Revoked(String id) {
    }

    /**
     * Returns the key with a secret if memory tells that it is valid and its use needs no record; otherwise empty, and
     * {@link #findValidKey} tells. Does not wait for the database.
     */
    Optional<Key> findInMemory(ApiKeySecret secret) {
        KeyRow row = channel.isInStep() ? inMemory.getIfPresent(secret.id()) : null;
        Instant now = now();
        boolean isEnough = row != null && row.isValid(now) && !isUseToBeRecorded(row, now) && secret.matches(row.hash);
        return isEnough ? Optional.of(row.toKey()) : Optional.empty();
    }

    /**
     * Returns the key with a secret; empty if the key is unknown, revoked or expired. Records the use of a valid
     * key, at most once a minute; the returned key has the previous time of use.
     */
    @ActivateRequestContext
    @Transactional
    Optional<Key> findValidKey(ApiKeySecret secret) {
        long forgottenBefore = forgotten.get();
        KeyRow row = findById(secret.id());
        boolean matches = secret.matches(row == null ? DUMMY_HASH : row.hash);
        Instant now = now();
        if (row == null || !matches || !row.isValid(now)) {
            return Optional.empty();
        }
        Key key = row.toKey();
        if (isUseToBeRecorded(row, now)) {
            update("lastUsedAt = ?1 where id = ?2", now, row.id);
            getEntityManager().detach(row);
            row.lastUsedAt = now;
        }
        keep(row, forgottenBefore);
        return Optional.of(key);
    }

    private static boolean isUseToBeRecorded(KeyRow row, Instant now) {
        return row.lastUsedAt == null || row.lastUsedAt.isBefore(now.minus(LAST_USE_ACCURACY));
    }

    /** Caches a key, unless any key was evicted since the row was read, because the row may be outdated. */
    private void keep(KeyRow row, long forgottenBefore) {
        inMemory.put(row.id, row);
        if (forgotten.get() != forgottenBefore) {
            inMemory.invalidate(row.id);
        }
    }

    /** Forgets a key that this instance has revoked. */
    void onRevoked(@Observes(during = TransactionPhase.AFTER_SUCCESS) Revoked revoked) {
        forget(revoked.id);
    }

    /** Forgets a key that any instance has revoked. */
    void onMessage(@Observes Message message) {
        if (message.topic().equals(TOPIC)) {
            forget(message.text());
        }
    }

    private void forget(String id) {
        forgotten.incrementAndGet();
        inMemory.invalidate(id);
    }

    /** Forgets all keys, because messages may have been missed. */
    void onConnected(@Observes NotificationChannel.Connected connected) {
        forgotten.incrementAndGet();
        inMemory.invalidateAll();
    }

    /** Returns the key with an id; empty if it is unknown, revoked or expired. */
    @Transactional
    Optional<Key> findValid(String id) {
        return findByIdOptional(id).filter(row -> row.isValid(now())).map(KeyRow::toKey);
    }

    /** Returns all keys, newest first, including the revoked and expired ones. */
    @Transactional
    List<Key> listKeys() {
        return listAll(Sort.descending("createdAt", "id")).stream().map(KeyRow::toKey).toList();
    }

    /** Returns the key with an id, even if it is revoked or expired; empty if the id is unknown. */
    @Transactional
    Optional<Key> findKey(String id) {
        return findByIdOptional(id).map(KeyRow::toKey);
    }

    /**
     * Creates a key with a random secret, logs the creation in the audit log, and returns the key with its secret.
     *
     * @param by the name of the creator
     * @throws HttpProblem (400) if the time of expiry is not in the future
     */
    @Transactional
    MadeKey create(NewKey request, String by) {
        if (request.expiresAt() != null && !request.expiresAt().isAfter(clock.instant())) {
            throw Problem.INVALID.at(Violation.body("expiresAt", "must be in the future"));
        }
        ApiKeySecret secret = ApiKeySecret.generate();
        KeyRow row = newRow(secret, request.name(), request.role(), by);
        row.sources = join(request.sources());
        row.crises = join(request.crises());
        row.expiresAt = request.expiresAt() == null ? null : request.expiresAt().truncatedTo(ChronoUnit.MICROS);
        return new MadeKey(store(row), secret.text());
    }

    /**
     * Stores a configured or generated admin key and logs its creation in the audit log, with {@code start} as the
     * name of the creator.
     *
     * @param isGenerated whether the key was generated rather than configured; at most one generated key can exist
     * @throws ConstraintViolationException if a key with the same id exists, or the key is generated and another
     *         generated key exists, even a revoked one
     */
    @Transactional
    void createAdminKey(ApiKeySecret secret, boolean isGenerated) {
        String name = isGenerated ? "generated at the first start" : "isnad.admin-key";
        KeyRow row = newRow(secret, name, Role.ADMIN, "start");
        row.generated = isGenerated ? true : null;
        store(row);
    }

    /** Returns the row of a key that is created now, without sources, crises and expiry; does not store it. */
    private KeyRow newRow(ApiKeySecret secret, String name, Role role, String by) {
        KeyRow row = new KeyRow();
        row.id = secret.id();
        row.hash = secret.hash();
        row.name = name;
        row.role = role;
        row.createdAt = now();
        row.createdBy = by;
        return row;
    }

    /** Returns the slugs separated by spaces; null for null. */
    private static String join(List<String> slugs) {
        return slugs == null ? null : String.join(" ", slugs);
    }

    /** Stores a new key, logs its creation in the audit log, and returns it. */
    private Key store(KeyRow row) {
        persistAndFlush(row);
        Key key = row.toKey();
        audit.log("key-made", key.createdBy(), key.id(), key);
        return key;
    }

    /**
     * Revokes a key permanently, logs the revocation in the audit log, and returns the revoked key. A key that is
     * already revoked is returned unchanged, and nothing is logged.
     *
     * @param by the name of the caller
     * @throws HttpProblem (404) if the id is unknown
     */
    @Transactional
    Key revoke(String id, String by) {
        // A query, because flushing the entity would update all columns, which the service's database role may not.
        boolean isRevoked = update("revokedAt = ?1 where id = ?2 and revokedAt is null", now(), id) > 0;
        Key key = findKey(id).orElseThrow(() -> Problem.NOT_FOUND.because("Unknown key"));
        if (isRevoked) {
            revoked.fire(new Revoked(id));
            channel.send(new Message(TOPIC, id));
            audit.log("key-revoked", by, id, key);
        }
        return key;
    }

    /** Whether an admin key exists that is neither revoked nor expired. */
    @Transactional
    boolean hasValidAdminKey() {
        return list("role = ?1 and revokedAt is null", Role.ADMIN).stream().anyMatch(row -> row.isValid(now()));
    }

    /** Returns the current time in microseconds, the accuracy of the database. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
