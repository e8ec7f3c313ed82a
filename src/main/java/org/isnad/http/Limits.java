package org.isnad.http;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;

/** The settings {@code isnad.limits.*}; application.properties documents them. */
@ConfigMapping(prefix = "isnad.limits")
public interface Limits {

    /**
     * Returns how many requests one address (in IPv6 its /64) may send to this instance within the period; 0
     * disables the limit.
     */
    long requestsPerAddress();

    /** Returns how many requests one credential may send to this instance within the period; 0 disables the limit. */
    long requestsPerKey();

    /** Returns the period of both rate limits. */
    Duration period();

    /**
     * Returns how many long-polling feed requests and streams of one address (in IPv6 its /64) may be open on this
     * instance at the same time.
     */
    int waitingPerAddress();

    /** Returns how many long-polling feed requests and streams of one credential may be open at the same time. */
    int waitingPerKey();

    /** Returns the maximum size of a request body, except for imports. */
    MemorySize body();

    /** Returns the maximum total size of the request bodies in flight. */
    MemorySize bodiesTogether();

    /** Returns the time within which a request header must arrive. */
    Duration headerTimeout();

    /** Returns the time within which a request body must arrive. */
    Duration bodyTimeout();

    /** Returns the time within which a client of a stream must have read what was sent. */
    Duration writeTimeout();
}
