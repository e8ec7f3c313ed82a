package org.isnad.syndication;

import java.time.Instant;
import java.util.List;

/**
 * A document of a feed: the one to subscribe to, or an archive (RFC 5005, 4).
 *
 * @param id the name of the feed, which all its documents share
 * @param title the title of the crisis, and the values of the filters
 * @param language the language of the sentences
 * @param updated the latest time of the entries, or when the crisis changed last
 * @param addresses the addresses of this document and its neighbours
 * @param entries the entries, newest first
 */
record FeedDocument(String crisis, String id, Phrase title, String language, Instant updated, Addresses addresses,
        List<Entry> entries) {

    /** The name of the service, as the author of a feed. */
    static final String SERVICE = "Isnad";

    /**
     * The absolute addresses of a document and its neighbours.
     *
     * @param base the public address of the service, without a slash at its end
     * @param current the subscription document
     * @param previous the archive with the entries before, or null
     * @param next the archive with the entries after an archive, or null
     */
    record Addresses(String base, String self, String current, String previous, String next) {

        boolean isArchive() {
            return !self.equals(current);
        }
    }

    /** Returns the absolute address of a path of the service. */
    String absolute(String path) {
        return addresses.base() + path;
    }

    String crisisPath() {
        return "/api/v1/crises/" + crisis;
    }
}
