package org.isnad.answers;

import java.time.Duration;
import java.util.Optional;

import jakarta.validation.constraints.Pattern;

import io.smallrye.config.ConfigMapping;

/** The settings {@code isnad.cache.*}; application.properties documents them. */
@ConfigMapping(prefix = "isnad.cache")
public interface CacheSettings {

    /** Returns how long a cache may send a current answer of an open crisis without asking; 0 if it must always ask. */
    Duration maxAge();

    /** Returns how long after that a cache may send the answer once more while it asks (RFC 5861); 0 if it may not. */
    Duration staleWhileRevalidate();

    /** Returns the name of the header with the keys by which a shared cache purges answers, or empty for none. */
    Optional<@Pattern(regexp = "[A-Za-z0-9-]{1,60}", message = "must be the name of a header") String> keyHeader();
}
