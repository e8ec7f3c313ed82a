package org.isnad.access;

import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.exception.ConstraintViolationException;

import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;

/**
 * Provides an admin key at startup: stores the configured key, or, if no key is configured and no admin key
 * is valid, generates one and prints it. A database receives at most one generated key, even if that key is
 * revoked later.
 */
@ApplicationScoped
class InitialAdminKey {

    /** The documented key for development and tests; production refuses to start with it, because it is public. */
    static final String DEVELOPMENT_KEY = "isnad_development0_this-key-is-public-and-for-development-only";

    /** Higher than the default, so that the key is among the last lines of a first start. */
    private static final int AFTER_SAMPLE = 10_000;

    private final Keys keys;
    private final Optional<String> configured;

    InitialAdminKey(Keys keys, @ConfigProperty(name = "isnad.admin-key") Optional<String> configured) {
        this.keys = keys;
        this.configured = configured;
    }

    /**
     * Stores the configured key, or generates one if none is configured and no admin key is valid.
     *
     * @throws IllegalStateException if the configured key is malformed, or the development key is used
     *         in production
     */
    @ActivateRequestContext
    void onStart(@Observes @Priority(AFTER_SAMPLE) StartupEvent start) {
        boolean isProduction = LaunchMode.current() == LaunchMode.NORMAL;
        if (isProduction && isDevelopmentKeyInUse()) {
            throw new IllegalStateException("The development key is public and must not be used in production");
        }
        if (configured.isPresent()) {
            storeConfigured(configured.get());
            if (!isProduction) {
                Log.warnf("DEVELOPMENT ONLY: the publicly documented key %s grants the admin role", DEVELOPMENT_KEY);
            }
        } else if (!keys.hasValidAdminKey()) {
            generateAndPrint();
        }
    }

    /** Whether the development key is configured, or stored and not revoked. */
    private boolean isDevelopmentKeyInUse() {
        if (configured.filter(DEVELOPMENT_KEY::equals).isPresent()) {
            return true;
        }
        String id = ApiKeySecret.parse(DEVELOPMENT_KEY).orElseThrow().id();
        return keys.findKey(id).filter(key -> key.revokedAt() == null).isPresent();
    }

    /**
     * Stores the configured key unless a key with its id exists. Logs a warning if the configured key is not
     * valid afterwards.
     *
     * @throws IllegalStateException if the text does not have the format of a key
     */
    private void storeConfigured(String text) {
        ApiKeySecret secret = ApiKeySecret.parse(text).orElseThrow(() -> new IllegalStateException(
                "isnad.admin-key must be isnad_, 12 of 0-9 a-z, _ and 43 of A-Z a-z 0-9 _ -"));
        if (!store(secret, false) && keys.findValidKey(secret).isEmpty()) {
            Log.warn("isnad.admin-key has no effect: the key was revoked, or another key with the same id exists");
        }
    }

    /** Generates an admin key, stores it and prints it; does nothing if a generated key is already stored. */
    private void generateAndPrint() {
        ApiKeySecret secret = ApiKeySecret.generate();
        if (store(secret, true)) {
            // Printed rather than logged, because logs may be retained.
            System.out.printf("The initial admin key, shown only once: %s%n", secret.text());
        }
    }

    /**
     * Stores an admin key and returns true, or returns false if it conflicts with a stored key, which another
     * instance may have stored at the same time.
     *
     * @param isGenerated true for a generated key, which conflicts with every stored key that was generated; any key
     *        conflicts with a stored key that has the same id
     */
    private boolean store(ApiKeySecret secret, boolean isGenerated) {
        if (keys.findKey(secret.id()).isPresent()) {
            return false;
        }
        try {
            keys.createAdminKey(secret, isGenerated);
            return true;
        } catch (ConstraintViolationException e) {
            return false;
        }
    }
}
