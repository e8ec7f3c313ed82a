package org.isnad.webhooks;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.EntryType;
import org.isnad.chain.Log;
import org.isnad.chain.MergedLogs.Entry;
import org.isnad.chain.Revision;
import org.isnad.changes.RecordChange;
import org.isnad.changes.RecordChanges;
import org.isnad.content.Content;
import org.isnad.content.Languages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes the messages of webhooks: events in the structured JSON form of CloudEvents 1.0. */
@ApplicationScoped
class Events {

    /** The media type of the messages. */
    static final String TYPE = "application/cloudevents+json; charset=UTF-8";

    /** The maximum size of a message in bytes, which Standard Webhooks recommends. */
    static final int MAX_BYTES = 20_000;

    private static final String API = "/api/v1/";
    private static final String TYPE_PREFIX = "org.isnad.";

    /** The parts of the data that are left out of a message that is too large, one after the other. */
    private static final List<String> OPTIONAL = List.of("changes.difference", "changes.claims", "revision.translations",
            "revision.evidence", "revision.content", "revision.reason", "revision.reportedAtNote", "changes");

    private final Log log;
    private final RecordChanges changes;
    private final ObjectMapper mapper;
    private final Clock clock;

    Events(Log log, RecordChanges changes, ObjectMapper mapper, Clock clock) {
        this.log = log;
        this.changes = changes;
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * A message to a receiver.
     *
     * @param id the id, which is the same each time that an entry is sent to a webhook
     */
    record Message(String id, byte[] body) {
    }

    /** Returns the id of the message of an entry. */
    static String id(WebhookRow webhook, Entry entry) {
        return webhook.id + "_" + entry.state().crisis() + "_" + entry.position();
    }

    /**
     * Returns the message of an entry: its revision as in the feed, and what that changed, with a sentence for each change. If
     * it is too large, parts are left out, which {@code omitted} names.
     */
    Message of(WebhookRow webhook, Entry entry) {
        Revision<Content> revision = log.of(List.of(entry)).get(0);
        String crisis = revision.crisis();
        String id = id(webhook, entry);
        ObjectNode event = event(id, API + "crises/" + crisis, EntryType.of(revision).toString(), revision.recordedAt());
        event.put("subject", revision.record());
        ObjectNode data = event.putObject("data");
        data.put("url", API + revision.kind().path() + "/" + revision.record() + "/revisions/" + revision.number());
        data.set("revision", mapper.valueToTree(revision));
        Languages language = Languages.of(webhook.language.name().toLowerCase(Locale.ROOT));
        data.set("changes", tree(changes.between(crisis, revision.position() - 1, revision.position(), language)));
        return new Message(id, fitting(event, data));
    }

    /** Returns a message that tells nothing, by which an owner tests the receiver. */
    Message ping(WebhookRow webhook) {
        String id = webhook.id + "_ping_" + UUID.randomUUID();
        ObjectNode event = event(id, API + "webhooks/" + webhook.id, "ping", clock.instant());
        event.putObject("data").put("webhook", webhook.id);
        return new Message(id, write(event));
    }

    private ObjectNode event(String id, String source, String type, Instant time) {
        return mapper.createObjectNode().put("specversion", "1.0").put("id", id).put("source", source)
                .put("type", TYPE_PREFIX + type).put("time", time.toString()).put("datacontenttype", "application/json");
    }

    /** Returns changes without the whole claims before and after them, which are at the addresses of their records. */
    private ArrayNode tree(List<RecordChange> changed) {
        ArrayNode tree = mapper.valueToTree(changed);
        tree.forEach(change -> ((ObjectNode) change).remove(List.of("from", "to")));
        return tree;
    }

    private byte[] fitting(ObjectNode event, ObjectNode data) {
        byte[] body = write(event);
        for (String part : OPTIONAL) {
            if (body.length <= MAX_BYTES) {
                return body;
            }
            omit(data, part.split("\\."));
            data.withArray("omitted").add(part);
            body = write(event);
        }
        return body;
    }

    /** Removes a field of the data, or a field of it or of each of its items. */
    private static void omit(ObjectNode data, String... path) {
        if (path.length == 1) {
            data.remove(path[0]);
            return;
        }
        JsonNode holder = data.get(path[0]);
        if (holder instanceof ObjectNode object) {
            object.remove(path[1]);
        }
        if (holder instanceof ArrayNode items) {
            items.forEach(item -> ((ObjectNode) item).remove(path[1]));
        }
    }

    private byte[] write(ObjectNode event) {
        try {
            return mapper.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
