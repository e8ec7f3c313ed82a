package org.isnad.http;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;

/** The settings under {@code isnad.limits}, which application.properties describes. */
@ConfigMapping(prefix = "isnad.limits")
public interface Limits {

    /** Requests of one address to this instance within the period; 0 for no limit. */
    long requestsPerAddress();

    /** Requests with one credential to this instance within the period; 0 for no limit. */
    long requestsPerKey();

    Duration period();

    /** Readers of one address that may wait for the feed at the same time. */
    int waitingPerAddress();

    /** Readers with one credential that may wait for the feed at the same time. */
    int waitingPerKey();

    /** The largest body of any request but an import. */
    MemorySize body();

    /** The largest size of all bodies that are being received. */
    MemorySize bodiesTogether();

    /** How long the header of a request may take. */
    Duration headerTimeout();

    /** How long the body of a request may take. */
    Duration bodyTimeout();
}
