package org.isnad.webhooks;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** The settings {@code isnad.webhooks.*}; application.properties documents them. */
@ConfigMapping(prefix = "isnad.webhooks")
interface WebhookSettings {

    /** Returns the addresses that may be sent to although they are not public, as CIDR blocks. */
    Optional<List<String>> allowedAddresses();

    /** Returns the HTTP proxy through which everything is sent. */
    Optional<URI> proxy();

    /** Returns how many webhooks one key may own. */
    long perOwner();

    /** Returns how many webhooks an instance delivers to at the same time. */
    int parallel();

    /** Returns the time within which a receiver must answer. */
    Duration timeout();

    /** Returns the pause after the first failed attempt, which doubles with each further one. */
    Duration retryDelay();
}
