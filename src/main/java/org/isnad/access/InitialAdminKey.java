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

/** Sees to it that there is an admin: by a key from configuration, or by one that it makes and prints. */
@ApplicationScoped
class InitialAdminKey {

    /** Everybody may know this one, so that only development and tests may have it. */
    static final String OF_DEVELOPMENT = "isnad_development0_this-key-is-public-and-for-development-only";

    private final Keys keys;
    private final Optional<String> configured;

    InitialAdminKey(Keys keys, @ConfigProperty(name = "isnad.admin-key") Optional<String> configured) {
        this.keys = keys;
        this.configured = configured;
    }

    /** Before the sample is loaded. */
    @ActivateRequestContext
    void onStart(@Observes @Priority(100) StartupEvent start) {
        boolean isProduction = LaunchMode.current() == LaunchMode.NORMAL;
        ApiKeySecret ofDevelopment = ApiKeySecret.of(OF_DEVELOPMENT).orElseThrow();
        if (isProduction && (configured.filter(OF_DEVELOPMENT::equals).isPresent()
                || keys.named(ofDevelopment.id()).filter(key -> key.revokedAt() == null).isPresent())) {
            throw new IllegalStateException("The key of development is public: not in production");
        }
        if (configured.isPresent()) {
            ApiKeySecret secret = configured.flatMap(ApiKeySecret::of).orElseThrow(() -> new IllegalStateException(
                    "isnad.admin-key must be isnad_, 12 of 0-9 a-z, _ and 43 of A-Z a-z 0-9 _ -"));
            if (!keep(secret, false) && keys.of(secret).isEmpty()) {
                Log.warn("isnad.admin-key was revoked, or another key of its name is kept: it does not hold");
            }
            if (!isProduction) {
                Log.warnf("DEVELOPMENT ONLY: whoever knows the documented key %s is admin here", OF_DEVELOPMENT);
            }
        } else if (!keys.hasAdmin()) {
            ApiKeySecret secret = ApiKeySecret.random();
            if (keep(secret, true)) {
                // To the console, past the log, which may be kept for long.
                System.out.printf("%n  The key of the first admin, shown only now: %s%n%n", secret.text());
            }
        }
    }

    /** Whether it was not there. Another instance that starts at the same time may have been first. */
    private boolean keep(ApiKeySecret secret, boolean generated) {
        if (keys.named(secret.id()).isPresent()) {
            return false;
        }
        try {
            keys.keepAdmin(secret, generated);
            return true;
        } catch (ConstraintViolationException e) {
            return false;
        }
    }
}
