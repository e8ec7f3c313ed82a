package org.isnad.access;

import java.time.Instant;
import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The stored form of an API key: its hash instead of its secret. */
@Entity
@Table(name = "api_key")
class KeyRow {

    @Id
    String id;

    String hash;

    String name;

    @Enumerated(EnumType.STRING)
    Role role;

    /** The slugs of the sources, separated by spaces, or null. */
    String sources;

    /** The slugs of the crises, separated by spaces, or null for all. */
    String crises;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "revoked_at")
    Instant revokedAt;

    @Column(name = "last_used_at")
    Instant lastUsedAt;

    /** True for the key that the first start generated, otherwise null: the unique column admits one such key. */
    Boolean generated;

    /** Whether the key is neither revoked nor expired at the given time. */
    boolean isValid(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    Key toKey() {
        return new Key(id, name, role, split(sources), split(crises), createdAt, createdBy, expiresAt, revokedAt, lastUsedAt);
    }

    /** Returns the slugs of a column that separates them by spaces; null for null. */
    private static List<String> split(String joined) {
        return joined == null ? null : List.of(joined.split(" "));
    }
}
