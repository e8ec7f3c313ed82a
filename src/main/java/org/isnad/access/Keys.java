package org.isnad.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.transaction.Transactional;

import org.isnad.access.Key.MadeKey;
import org.isnad.access.Key.NewKey;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;

/** All API keys. Each use looks its key up, so that a revocation holds at once wherever it was made. */
@ApplicationScoped
class Keys implements PanacheRepositoryBase<KeyRow, String> {

    /** How exactly the last use is kept: a write for each would cost more than it tells. */
    private static final Duration USE = Duration.ofMinutes(1);

    /** What a key of an unknown name is compared with, so that it takes as long. */
    private static final String NO_HASH = "0".repeat(64);

    private final Audit audit;
    private final Clock clock;

    Keys(Audit audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** The key that a secret is of; empty if there is none, or not any more. */
    @ActivateRequestContext
    @Transactional
    Optional<Key> of(ApiKeySecret secret) {
        KeyRow row = findById(secret.id());
        boolean isIts = secret.hasHash(row == null ? NO_HASH : row.hash);
        Instant now = now();
        if (row == null || !isIts || !row.isValid(now)) {
            return Optional.empty();
        }
        if (row.lastUsedAt == null || row.lastUsedAt.isBefore(now.minus(USE))) {
            update("lastUsedAt = ?1 where id = ?2", now, row.id);
        }
        return Optional.of(row.view());
    }

    /** Whether a key is neither revoked nor expired. */
    @Transactional
    boolean isValid(String id) {
        return findByIdOptional(id).filter(row -> row.isValid(now())).isPresent();
    }

    /** All, the newest first, those that were revoked too. */
    @Transactional
    List<Key> all() {
        return listAll(Sort.descending("createdAt", "id")).stream().map(KeyRow::view).toList();
    }

    /** A key, empty if there is none of that id. */
    @Transactional
    Optional<Key> named(String id) {
        return findByIdOptional(id).map(KeyRow::view);
    }

    @Transactional
    MadeKey make(NewKey wanted, String by) {
        if (wanted.expiresAt() != null && !wanted.expiresAt().isAfter(clock.instant())) {
            throw Problem.INVALID.at(Violation.body("expiresAt", "must be in the future"));
        }
        ApiKeySecret secret = ApiKeySecret.random();
        Key key = keep(secret, wanted, by, null);
        audit.log("key-made", by, key.id(), key);
        return new MadeKey(key, secret.text());
    }

    /** Keeps an admin's key that comes from configuration, or the one that the first start makes. */
    @Transactional
    void keepAdmin(ApiKeySecret secret, boolean generated) {
        NewKey admin = new NewKey(generated ? "generated at the first start" : "isnad.admin-key", Role.ADMIN, null, null, null);
        audit.log("key-made", "start", secret.id(), keep(secret, admin, "start", generated ? true : null));
    }

    private Key keep(ApiKeySecret secret, NewKey wanted, String by, Boolean generated) {
        KeyRow row = new KeyRow();
        row.id = secret.id();
        row.hash = secret.hash();
        row.name = wanted.name();
        row.role = wanted.role();
        row.sources = wanted.sources() == null ? null : String.join(" ", wanted.sources());
        row.crises = wanted.crises() == null ? null : String.join(" ", wanted.crises());
        row.createdAt = now();
        row.createdBy = by;
        row.expiresAt = wanted.expiresAt() == null ? null : wanted.expiresAt().truncatedTo(ChronoUnit.MICROS);
        row.generated = generated;
        persistAndFlush(row);
        return row.view();
    }

    /** Revokes a key for good; a key that is revoked already stays as it is. */
    @Transactional
    Key revoke(String id, String by) {
        // Of this column alone: the role that serves may update no others.
        boolean isRevoked = update("revokedAt = ?1 where id = ?2 and revokedAt is null", now(), id) > 0;
        Key key = named(id).orElseThrow(() -> Problem.NOT_FOUND.because("Unknown key"));
        if (isRevoked) {
            audit.log("key-revoked", by, id, key);
        }
        return key;
    }

    /** Whether any admin's key is good. */
    @Transactional
    boolean hasAdmin() {
        return list("role = ?1 and revokedAt is null", Role.ADMIN).stream().anyMatch(row -> row.isValid(now()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
