package org.isnad.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** The settings {@code isnad.search.*}; application.properties documents them. */
@ConfigMapping(prefix = "isnad.search")
interface SearchSettings {

    /** Returns whether this instance has an index and answers searches. */
    boolean enabled();

    /** Returns the directory of the index, or empty if it is in memory. */
    Optional<Path> directory();

    /** Returns the time within which revisions are collected before they are added together. */
    Duration interval();

    /** Returns how long a search waits for the index to reach what it must include. */
    Duration patience();
}
