package org.isnad.operation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.isnad.Api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The packaged service as a process of its own, as an operator runs it. */
public final class Instance implements AutoCloseable {

    /** No append takes longer to be answered, whatever becomes of the database. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Settings with which an instance compares its memory with the database all the time. */
    static final String[] CHECKED_INDEX = { "ISNAD_INDEX_CHECK_INTERVAL", "1S" };

    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    /** Imports take as long as they are. */
    private static final Duration IMPORT_PATIENCE = Duration.ofMinutes(5);
    static final String KEY = "isnad_integration0_an-admins-key-for-the-integration-tests-012";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();

    private final Path jar;
    private final Map<String, String> settings;
    private final int port;
    private final Path log;
    private Process process;

    private Instance(String build, Map<String, String> settings) {
        this.jar = Path.of("target", build, "quarkus-run.jar").toAbsolutePath();
        this.settings = new TreeMap<>(settings);
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
            log = Files.createTempFile("isnad", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map.of("ISNAD_LIMITS_REQUESTS_PER_ADDRESS", "0", "ISNAD_LIMITS_REQUESTS_PER_KEY", "0", "ISNAD_ADMIN_KEY", KEY,
                "ISNAD_SAMPLE", "false", "QUARKUS_HTTP_HOST", "127.0.0.1", "QUARKUS_HTTP_PORT", Integer.toString(port))
                .forEach(this.settings::putIfAbsent);
    }

    /** On an H2 file in a directory; {@code settings} are names and values. */
    static Instance onH2(Path directory, String... settings) {
        Instance instance = notAwaited(directory, settings);
        instance.awaitReady(START_PATIENCE);
        return instance;
    }

    /** The same, not waited for. */
    static Instance notAwaited(Path directory, String... settings) {
        Map<String, String> all = new TreeMap<>(Map.of("ISNAD_DATA_DIRECTORY", directory.toString()));
        for (int at = 0; at < settings.length; at += 2) {
            all.put(settings[at], settings[at + 1]);
        }
        Instance instance = new Instance("quarkus-app", all);
        instance.launch();
        return instance;
    }

    /** On a PostgreSQL's database "postgres", by default as its owner, which migrates at start. */
    static Instance on(Postgres database, String... settings) {
        Map<String, String> all = new TreeMap<>(Map.of("QUARKUS_DATASOURCE_JDBC_URL", database.url("postgres"),
                "QUARKUS_DATASOURCE_USERNAME", "postgres", "QUARKUS_DATASOURCE_PASSWORD", "postgres",
                "QUARKUS_FLYWAY_PLACEHOLDERS_APPLICATION", "postgres"));
        for (int at = 0; at < settings.length; at += 2) {
            all.put(settings[at], settings[at + 1]);
        }
        return new Instance("postgresql", all).start();
    }

    /** Migrates as an operator's job does, without serving; answers the exit code. */
    static int migrate(String url, String username, String password) throws InterruptedException {
        Instance job = new Instance("postgresql", Map.of("QUARKUS_DATASOURCE_JDBC_URL", url, "QUARKUS_DATASOURCE_USERNAME",
                username, "QUARKUS_DATASOURCE_PASSWORD", password, "QUARKUS_INIT_AND_EXIT", "true"));
        job.launch();
        return job.process.waitFor();
    }

    /** Starts it, for the first time or after a kill, and waits until it is ready. */
    Instance start() {
        launch();
        awaitReady(START_PATIENCE);
        return this;
    }

    private void launch() {
        try {
            ProcessBuilder builder = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xmx256m",
                    "-XX:TieredStopAtLevel=1", "-jar", jar.toString())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            // What whoever runs the tests has set is for another instance.
            builder.environment().keySet().removeIf(name -> name.startsWith("ISNAD_") || name.startsWith("QUARKUS_"));
            builder.environment().putAll(settings);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it says that it is ready, and fails after some time. */
    void awaitReady(Duration most) {
        await("ready").atMost(most).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("It ended with " + process.exitValue() + ":\n" + log());
            }
            return status("/q/health/ready") == 200;
        });
    }

    /** Requires that what it has in memory equals the database, of which it must have {@link #CHECKED_INDEX}. */
    void requireEqualIndex() {
        double before = metric("isnad_index_checks_total");
        // One check may have begun before.
        await("a check").atMost(START_PATIENCE).until(() -> metric("isnad_index_checks_total") > before + 1);
        assertEquals(0, metric("isnad_index_differences_total"));
    }

    /** Returns a metric without tags, or 0 before it is registered. */
    double metric(String name) {
        return text("/q/metrics").lines().filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length()))).findFirst().orElse(0);
    }

    /** Its exit code, once it has ended by itself. */
    int awaitExit(Duration most) throws InterruptedException {
        if (!process.waitFor(most.toSeconds(), TimeUnit.SECONDS)) {
            kill();
            throw new IllegalStateException("It did not end:\n" + log());
        }
        return process.exitValue();
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGTERM, not waited for. */
    void terminate() {
        process.destroy();
    }

    /** SIGTERM; answers the exit code. */
    int stop() {
        terminate();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("It did not stop:\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer; its status is -1 if there was none. */
    record Answered(int status, JsonNode body, Map<String, String> headers, Duration took) {
    }

    int status(String path) {
        return send(HttpRequest.newBuilder(URI.create(url() + path)).GET()).status();
    }

    /** Whether it finds a crisis to be what was acknowledged. */
    JsonNode verification(String crisis) {
        Answered answered = get("/crises/" + crisis + "/verification", "X-API-Key", KEY);
        if (answered.status() != 200) {
            throw new AssertionError(answered);
        }
        return answered.body();
    }

    /** Reads below the API's root; {@code headers} are names and values. */
    Answered get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + Api.V1 + path)).GET();
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    Answered put(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(url() + Api.V1 + path)).header("X-API-Key", KEY)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
    }

    Answered post(String path, String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + Api.V1 + path))
                .header("X-API-Key", KEY).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
        for (int at = 0; at < headers.length; at += 2) {
            request.setHeader(headers[at], headers[at + 1]);
        }
        return send(request);
    }

    Answered delete(String path, String key) {
        return send(HttpRequest.newBuilder(URI.create(url() + Api.V1 + path)).header("X-API-Key", key).DELETE());
    }

    /** The answer to a body of lines. */
    Answered lines(String path, String lines) {
        return send(HttpRequest.newBuilder(URI.create(url() + Api.V1 + path)).header("X-API-Key", KEY)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines)), IMPORT_PATIENCE);
    }

    /** The text of an answer that must be 200. */
    String text(String path) {
        try {
            HttpResponse<String> answer = CLIENT.send(HttpRequest.newBuilder(URI.create(url() + path)).build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answered send(HttpRequest.Builder request) {
        return send(request, PATIENCE);
    }

    private static Answered send(HttpRequest.Builder request, Duration patience) {
        long begin = System.nanoTime();
        try {
            HttpResponse<String> answer = CLIENT.send(request.timeout(patience).build(), BodyHandlers.ofString());
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            answer.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
            String type = headers.getOrDefault("Content-Type", "");
            return new Answered(answer.statusCode(),
                    type.contains("json") && !type.contains("ndjson") ? read(answer.body()) : null,
                    headers,
                    Duration.ofNanos(System.nanoTime() - begin));
        } catch (IOException e) {
            return new Answered(-1, null, Map.of(), Duration.ofNanos(System.nanoTime() - begin));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a crisis with two sources. */
    String newCrisis(String crisis) {
        must(201, put("/crises/" + crisis, """
                {"id": "%s", "title": {"en": "Almaty", "ru": "Алма-Ата", "ar": "ألما آتا"}, "countries": ["KZ"],
                 "timeZone": "Asia/Almaty", "start": "2022-01-02"}""".formatted(crisis)));
        for (String source : new String[] { "kz-mvd", "tass" }) {
            put("/sources/" + source, """
                    {"id": "%s", "name": {"en": "%s", "ru": "МВД"}, "kind": "government"}""".formatted(source, source));
        }
        return crisis;
    }

    /** Makes a record of police killed. */
    String newRecord(String crisis, int count) {
        return must(201, post("/casualties", killed(crisis, count))).get("record").asText();
    }

    /** Appends a number that tells the writes apart, under a key that makes it safe to repeat. */
    Answered append(String crisis, String record, int count) {
        return post("/casualties/" + record + "/revisions", killed(crisis, count), "Idempotency-Key", crisis + "-" + count);
    }

    /** The lines of a crisis's whole history, as other tests verify it. */
    JsonNode feed(String crisis) {
        return must(200, get("/crises/" + crisis + "/feed?limit=1000"));
    }

    static String killed(String crisis, int count) {
        return Api.killed(crisis, "kz-mvd", "2022-01-05", count, "");
    }

    static JsonNode must(int status, Answered answered) {
        if (answered.status() != status) {
            throw new AssertionError("expected " + status + " but was " + answered);
        }
        return answered.body();
    }

    /** Reports with long texts, as lines of an import. */
    static String lines(String crisis, int count) {
        StringBuilder lines = new StringBuilder("""
                {"type": "crisis", "id": "%s", "title": {"en": "Almaty", "ru": "Алма-Ата", "ar": "ألما آتا"}, \
                "countries": ["KZ"], "timeZone": "Asia/Almaty", "start": "2022-01-02"}""".formatted(crisis));
        for (int line = 0; line < count; line++) {
            lines.append("""

                    {"type": "revision", "crisis": "%s", "record": "%s-%d", "source": "tass", "reportedAt": "2022-01-05", \
                    "content": {"kind": "casualty", "group": "police", "measure": "killed", \
                    "place": {"name": {"en": "Kazakhstan"}}, "best": %d, "wording": {"en": "%s"}}}""".formatted(crisis,
                    crisis, line % 10, line, "x".repeat(1_000)));
        }
        return lines.toString();
    }
}
