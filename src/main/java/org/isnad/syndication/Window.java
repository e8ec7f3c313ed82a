package org.isnad.syndication;

import java.util.List;

/**
 * The positions whose revisions a document shows.
 *
 * @param after the position before the first one
 * @param upTo the last one
 */
record Window(long after, long upTo) {

    /**
     * The number of entries of an archive. The subscription document has the entries that no archive has, and those of one
     * more, so that a reader that comes seldom misses none; so it has less than twice as many.
     */
    static final int SIZE = 25;

    /**
     * Returns the number of archives.
     *
     * @param matching the positions of all entries of the feed
     */
    static int archives(List<Long> matching) {
        return Math.max(0, matching.size() / SIZE - 1);
    }

    /** Returns the window of an archive, which is numbered from 1 and never changes: it ends with its last entry. */
    static Window ofArchive(int archive, List<Long> matching) {
        long after = archive == 1 ? 0 : matching.get((archive - 1) * SIZE - 1);
        return new Window(after, matching.get(archive * SIZE - 1));
    }

    /** Returns the window of the newest entries, up to the last position of the crisis. */
    static Window ofNewest(int limit, List<Long> matching, long position) {
        int before = matching.size() - limit;
        return new Window(before <= 0 ? 0 : matching.get(before - 1), position);
    }

    /** Returns the window of the subscription document, up to the last position of the crisis. */
    static Window ofSubscription(List<Long> matching, long position) {
        int archives = archives(matching);
        return new Window(archives == 0 ? 0 : ofArchive(archives, matching).upTo, position);
    }
}
