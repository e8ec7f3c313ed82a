package org.isnad.feed;

import java.nio.charset.StandardCharsets;

import org.isnad.chain.Revision;
import org.isnad.chain.Status;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.reads.EntryFilter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.buffer.Buffer;

/**
 * A revision as an event of a stream (server-sent events, WHATWG HTML), encoded once for all clients. The id is the position,
 * the data the revision as in the feed, the type revision, correction, retraction or notice.
 *
 * @param bytes the event; must not be changed
 */
record StreamEvent(long position, Kind kind, String source, String record, Status status, Buffer bytes) {

    /** @throws IllegalStateException if the revision cannot be written as JSON */
    static StreamEvent of(Revision<Content> revision, ObjectMapper mapper) {
        String id = "id: " + revision.position() + "\nevent: " + type(revision) + "\ndata: ";
        try {
            Buffer bytes = Buffer.buffer(id.getBytes(StandardCharsets.US_ASCII)).appendBytes(mapper.writeValueAsBytes(revision))
                    .appendString("\n\n");
            return new StreamEvent(revision.position(), revision.kind(), revision.source(), revision.record(),
                    revision.status(), bytes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String type(Revision<Content> revision) {
        if (revision.kind() == Kind.NOTICE) {
            return "notice";
        }
        return switch (revision.status()) {
            case RETRACTED -> "retraction";
            case CORRECTED -> "correction";
            case REPORTED, CONFIRMED, DISPUTED -> "revision";
        };
    }

    boolean matches(EntryFilter filter) {
        return filter.matches(kind, source, record, status);
    }
}
