package org.isnad.access;

import java.time.Instant;
import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An API key as stored: its hash, never itself. */
@Entity
@Table(name = "api_key")
class KeyRow {

    @Id
    String id;

    String hash;

    String name;

    @Enumerated(EnumType.STRING)
    Role role;

    /** Slugs, separated by spaces, or null. */
    String sources;

    /** Slugs, separated by spaces, or null for all. */
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

    /** True for the one that the first start made, or null. */
    Boolean generated;

    boolean isValid(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    Key view() {
        return new Key(id, name, role, slugs(sources), slugs(crises), createdAt, createdBy, expiresAt, revokedAt, lastUsedAt);
    }

    private static List<String> slugs(String joined) {
        return joined == null ? null : List.of(joined.split(" "));
    }
}
