package org.isnad.benchmark;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts the servers that are measured, each as a JVM of its own with the same heap. */
final class Contenders {

    static final String SERVICE = "Isnad";
    static final String ADMIN_KEY = "isnad_benchmark000_the-admin-key-of-the-benchmark-012345678901";
    /** The database of the service and of VertxSql. */
    static final String DATABASE = "isnad_benchmark";
    static final String SPRING_DATABASE = "isnad_benchmark_spring";

    private static final long START_SECONDS = 120;

    /** The time between two requests to a server that is starting. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private final Settings settings;
    private final Postgres postgres;
    private final Data data;

    Contenders(Settings settings, Postgres postgres, Data data) {
        this.settings = settings;
        this.postgres = postgres;
        this.data = data;
    }

    /** Starts the service on its database, which must exist. */
    Contender service() throws IOException, InterruptedException {
        return service(Map.of());
    }

    /**
     * Starts the service on its database, which must exist.
     *
     * @param more the environment variables of further settings
     */
    Contender service(Map<String, String> more) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of("QUARKUS_PROFILE", "prod,postgresql", "ISNAD_ADMIN_KEY",
                ADMIN_KEY, "ISNAD_SAMPLE", "false", "ISNAD_LIMITS_REQUESTS_PER_ADDRESS", "0",
                "ISNAD_LIMITS_REQUESTS_PER_KEY", "0", "QUARKUS_HTTP_HOST", "127.0.0.1"));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.url(DATABASE));
        environment.put("QUARKUS_DATASOURCE_USERNAME", postgres.user());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", postgres.password());
        environment.put("QUARKUS_FLYWAY_PLACEHOLDERS_APPLICATION", postgres.user());
        environment.put("ISNAD_SEARCH_DIRECTORY", settings.output().resolve("search").toString());
        environment.putAll(more);
        Map<String, Request> requests = new HashMap<>(Operations.reads());
        requests.put(Operations.COMPUTED, Operations.computed());
        requests.put(Operations.WRITE, Operations.write(data));
        List<String> program = List.of("-jar", settings.service().resolve("quarkus-run.jar").toString());
        return start(SERVICE, program, environment, "QUARKUS_HTTP_PORT", "/q/health/ready", requests);
    }

    /** Starts the yardstick that sends the responses of the service from memory. */
    Contender vertxMemory(Contender service) throws IOException, InterruptedException {
        Map<String, Request> requests = new HashMap<>(Operations.reads());
        requests.remove(Operations.CONTENDED);
        return start("VertxMemory", program(VertxMemory.class, service.base()), Map.of(), "PORT", firstPath(), requests);
    }

    /** Starts the yardstick that executes one statement for each request. */
    Contender vertxSql(Contender service) throws IOException, InterruptedException {
        return start("VertxSql", program(VertxSql.class, service.base()), postgres.environment(DATABASE), "PORT",
                firstPath(), service.requests());
    }

    /** Starts the yardstick on Spring Boot and Envers on its database, which must exist. */
    Contender springEnvers() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("SPRING_DATASOURCE_URL", postgres.url(SPRING_DATABASE),
                "SPRING_DATASOURCE_USERNAME", postgres.user(), "SPRING_DATASOURCE_PASSWORD", postgres.password(),
                "SPRING_JPA_HIBERNATE_DDL_AUTO", "update", "SERVER_ADDRESS", "127.0.0.1");
        List<String> program = List.of("-cp", classPath(), SpringEnvers.class.getName());
        return start("SpringEnvers", program, environment, "SERVER_PORT", "/reports?crisis=none", Operations.spring(data));
    }

    /**
     * Starts a server and waits until it responds.
     *
     * @param program the arguments of the JVM
     * @param portVariable the environment variable of the port
     * @param readyPath a path that is answered 200 once the server is ready
     */
    private Contender start(String name, List<String> program, Map<String, String> environment, String portVariable,
            String readyPath, Map<String, Request> requests) throws IOException, InterruptedException {
        int port = freePort();
        Map<String, String> all = new HashMap<>(environment);
        all.put(portVariable, Integer.toString(port));
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-Xmx" + settings.heap()));
        command.addAll(program);
        Child process = Child.start(command, all, settings.output().resolve(name + ".log"));
        URI base = URI.create("http://127.0.0.1:" + port);
        awaitReady(name, process, base, readyPath);
        return new Contender(name, base, process, requests);
    }

    private static void awaitReady(String name, Child process, URI base, String path) throws InterruptedException {
        long end = System.nanoTime() + START_SECONDS * 1_000_000_000L;
        while (!Http.isOk(base, path)) {
            if (process.endsWithin(POLL_INTERVAL) || System.nanoTime() > end) {
                throw new IllegalStateException(name + " did not start; its log is " + process.log());
            }
        }
    }

    private static String firstPath() {
        return Operations.reads().get(Operations.GET).paths().get(0);
    }

    /** Returns the arguments of the JVM for a yardstick that fetches the responses of the service. */
    private static List<String> program(Class<?> main, URI service) {
        Stream<String> paths = Operations.reads().values().stream().map(request -> request.paths().get(0)).distinct();
        return Stream.concat(Stream.of("-cp", classPath(), main.getName(), service.toString()), paths).toList();
    }

    /** Returns the class path of the benchmark, which exec:java loads by a class loader of its own. */
    private static String classPath() {
        if (Contenders.class.getClassLoader() instanceof URLClassLoader loader) {
            return Stream.of(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(":"));
        }
        return System.getProperty("java.class.path");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
