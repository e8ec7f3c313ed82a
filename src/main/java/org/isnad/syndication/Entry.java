package org.isnad.syndication;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.web.Ni;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A revision as an entry of a feed.
 *
 * @param revision the revision
 * @param isStanding whether it is in force, and no retraction
 * @param state what has become of it
 * @param supersededBy the revision that put it out of force, or null
 * @param updated when it was recorded, or when that was which put it out of force or back in force
 * @param title the change that it made in one sentence, after a word for its state
 * @param sentence the change that it made in one sentence
 * @param author the name of its source
 * @param html the content in HTML
 * @param withdrawalReason the public reason of the retraction or erasure, or null
 */
record Entry(Revision<Content> revision, boolean isStanding, State state, RevisionHeader supersededBy, Instant updated,
        Phrase title, String sentence, Phrase author, String html, Phrase withdrawalReason) {

    /** The state of a revision at the end of a document. */
    enum State {
        @JsonProperty("current")
        CURRENT,
        /** A correction replaces it. */
        @JsonProperty("corrected")
        CORRECTED,
        /** Another revision replaces it. */
        @JsonProperty("superseded")
        SUPERSEDED,
        @JsonProperty("retracted")
        RETRACTED,
        @JsonProperty("erased")
        ERASED;

        boolean isWithdrawal() {
            return this == RETRACTED || this == ERASED;
        }

        boolean isReplacement() {
            return this == CORRECTED || this == SUPERSEDED;
        }
    }

    /** A category of an entry: the name of a scheme, and a term of it. */
    record Category(String scheme, String term) {
    }

    /** Returns the name of the revision, which is the same at every address and mirror. */
    String id() {
        return Ni.of(revision.hash());
    }

    /** Returns the path of the revision. */
    String path() {
        return path(revision.kind(), revision.record(), revision.number());
    }

    /** Returns the path of the record. */
    String recordPath() {
        return "/api/v1/" + revision.kind().path() + "/" + revision.record();
    }

    /** Returns the path of the revision that put it out of force, or null. */
    String successorPath() {
        return supersededBy == null ? null : path(supersededBy.kind(), supersededBy.record(), supersededBy.number());
    }

    private static String path(Kind kind, String record, int number) {
        return "/api/v1/" + kind.path() + "/" + record + "/revisions/" + number;
    }

    /** Returns kind, status and record. */
    List<Category> categories() {
        return List.of(new Category("kind", revision.kind().jsonName()),
                new Category("status", revision.status().name().toLowerCase(Locale.ROOT)),
                new Category("record", revision.record()));
    }
}
