package org.isnad.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
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

    /**
     * A follower that reads the feed of a crisis in Atom or JSON Feed, and its archives as far back as it lacks entries, of
     * which none changes later.
     *
     * @param entry matches an entry, newest first, with the path of its revision as the first group
     * @param previous matches the address of the document with the entries before, with its query as the first group
     */
    static Follower reading(Instance instance, String path, Pattern entry, Pattern previous) {
        return new Follower(instance, path) {
            private final Set<String> known = new LinkedHashSet<>();

            @Override
            void follow() throws IOException, InterruptedException {
                Deque<String> unknown = new ArrayDeque<>();
                String query = "";
                while (query != null) {
                    HttpResponse<String> answer = send(query, HttpResponse.BodyHandlers.ofString());
                    if (answer.statusCode() != 200) {
                        return;
                    }
                    List<String> found = entry.matcher(answer.body()).results().map(match -> match.group(1)).toList();
                    found.stream().filter(revision -> !known.contains(revision)).forEach(unknown::push);
                    query = found.stream().anyMatch(known::contains) ? null
                            : previous.matcher(answer.body()).results().map(match -> match.group(1)).findFirst().orElse(null);
                }
                known.addAll(unknown);
                unknown.forEach(this::seeRevision);
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

    /** Adds a revision by its path. */
    void seeRevision(String revision) {
        seen.add(revision);
    }

    /**
     * Returns the positions of a crisis that were seen, in the order in which they were seen.
     *
     * @param feed the feed of the crisis, by which paths are resolved
     */
    List<Long> positions(String crisis, JsonNode feed) {
        Map<String, String> byPath = new HashMap<>();
        feed.get("items").forEach(item -> byPath.put(item.get("record").asText() + "/revisions/" + item.get("number").asText(),
                crisis + ":" + item.get("position").asText()));
        return positions(crisis, seen.stream().map(entry -> byPath.getOrDefault(entry, entry)));
    }

    /** Returns the positions of a crisis that were seen, in the order in which they were seen. */
    List<Long> positions(String crisis) {
        return positions(crisis, seen.stream());
    }

    private static List<Long> positions(String crisis, Stream<String> entries) {
        return entries.filter(entry -> entry.startsWith(crisis + ":"))
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
