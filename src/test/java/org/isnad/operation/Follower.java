package org.isnad.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.isnad.Api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A client that follows logs, and comes back where it stopped when its instance is away. */
abstract class Follower implements Runnable {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Instance instance;
    private final String path;
    private final List<String> seen = new CopyOnWriteArrayList<>();
    /** The last cursor or id of an event, or 0. */
    private String cursor = "0";
    private volatile boolean isDone;

    private Follower(Instance instance, String path) {
        this.instance = instance;
        this.path = path;
    }

    /** Whether it follows a crisis: all of them, unless its path names another one. */
    boolean follows(String crisis) {
        return !path.startsWith("/crises/") || path.startsWith("/crises/" + crisis + "/");
    }

    /** A follower that polls a feed, or waits for entries. */
    static Follower polling(Instance instance, String path) {
        return new Follower(instance, path) {
            @Override
            void follow() throws IOException, InterruptedException {
                HttpResponse<String> answer = send("&after=" + cursor(), HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    JsonNode page = MAPPER.readTree(answer.body());
                    page.get("items").forEach(this::see);
                    advance(page.get("after").asText());
                }
            }
        };
    }

    /** A follower that reads a stream of server-sent events, as an EventSource does. */
    static Follower streaming(Instance instance, String path) {
        return new Follower(instance, path) {
            @Override
            void follow() throws IOException, InterruptedException {
                try (Stream<String> lines = send("", HttpResponse.BodyHandlers.ofLines()).body()) {
                    read(lines.iterator());
                }
            }

            private void read(Iterator<String> lines) throws IOException {
                String id = null;
                StringBuilder data = new StringBuilder();
                while (lines.hasNext()) {
                    String line = lines.next();
                    if (line.startsWith("id: ")) {
                        id = line.substring(4);
                    } else if (line.startsWith("data: ")) {
                        data.append(line.substring(6));
                    } else if (line.isEmpty() && !data.isEmpty()) {
                        see(MAPPER.readTree(data.toString()));
                        advance(id);
                        data.setLength(0);
                    }
                }
            }
        };
    }

    /** Reads what follows the cursor once, or until the connection ends. */
    abstract void follow() throws IOException, InterruptedException;

    <T> HttpResponse<T> send(String more, HttpResponse.BodyHandler<T> handler) throws IOException, InterruptedException {
        return CLIENT
                .send(HttpRequest.newBuilder(URI.create(instance.url() + Api.V1 + path + more)).header("Last-Event-ID", cursor)
                        .build(), handler);
    }

    String cursor() {
        return cursor;
    }

    void advance(String next) {
        cursor = next;
    }

    /** Adds an entry, or the first of some changes by one entry. */
    void see(JsonNode entry) {
        JsonNode first = entry.isArray() ? entry.get(0) : entry;
        seen.add(first.get("crisis").asText() + ":" + first.get("position").asLong());
    }

    /** Returns the positions of a crisis that were seen, in the order in which they were seen. */
    List<Long> positions(String crisis) {
        return seen.stream().filter(entry -> entry.startsWith(crisis + ":"))
                .map(entry -> Long.valueOf(entry.substring(crisis.length() + 1))).toList();
    }

    /** Ends it when it has read what it is reading. */
    void finish() {
        isDone = true;
    }

    @Override
    public void run() {
        while (!isDone) {
            try {
                follow();
            } catch (IOException | UncheckedIOException e) {
                // The instance is away; the client comes back.
                Thread.onSpinWait();
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
