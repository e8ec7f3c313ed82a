package org.isnad.streams;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

import io.vertx.core.buffer.Buffer;

/**
 * The event of an entry of a log (server-sent events, WHATWG HTML, 9.2), encoded once for all clients. A client gets the items
 * that it selects, and no event if it selects none.
 *
 * @param position the position of the entry
 * @param type the type of the event
 * @param isList whether the data is an array of the items, and not the only item
 * @param <S> the type of the subject of an item
 */
public record StreamEvent<S>(long position, String type, boolean isList, List<Item<S>> items) {

    private static final Buffer BEGINNING = Buffer.buffer("data: [\n");
    private static final Buffer SEPARATOR = Buffer.buffer("data: ,\n");
    private static final Buffer END = Buffer.buffer("data: ]\n");

    /**
     * An item of an event.
     *
     * @param subject the value by which clients select it
     * @param line the JSON of the item as one line of the data; must not be changed
     */
    public record Item<S>(S subject, Buffer line) {

        /** Returns an item with its JSON. */
        public static <S> Item<S> of(S subject, byte[] json) {
            return new Item<>(subject, Buffer.buffer("data: ").appendBytes(json).appendString("\n"));
        }
    }

    /** Returns the event of an entry of which there is nothing to say. */
    public static <S> StreamEvent<S> empty(long position) {
        return new StreamEvent<>(position, "", false, List.of());
    }

    /** Returns the size of the items in bytes. */
    int size() {
        return items.stream().mapToInt(item -> item.line.length()).sum();
    }

    /** Appends the event with an id and the items that a filter selects to a chunk, or nothing if it selects none. */
    void appendTo(Buffer chunk, String id, Predicate<S> filter) {
        List<Item<S>> selected = items.stream().filter(item -> filter.test(item.subject)).toList();
        if (selected.isEmpty()) {
            return;
        }
        chunk.appendBytes(("id: " + id + "\nevent: " + type + "\n").getBytes(StandardCharsets.US_ASCII));
        Buffer before = BEGINNING;
        for (Item<S> item : selected) {
            if (isList) {
                chunk.appendBuffer(before);
            }
            chunk.appendBuffer(item.line);
            before = SEPARATOR;
        }
        if (isList) {
            chunk.appendBuffer(END);
        }
        chunk.appendString("\n");
    }
}
