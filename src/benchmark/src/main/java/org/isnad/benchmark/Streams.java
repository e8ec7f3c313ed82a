package org.isnad.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Measures a stream with many clients, and one beside clients that do not read. */
final class Streams {

    private static final String CRISIS = "streamed";
    private static final String STALLED_CRISIS = "stalled";
    private static final String RECORD = "/api/v1/casualties/" + Data.recordId(CRISIS, 0);
    private static final int RECORDS = 20;
    private static final int REVISIONS = 10;

    /** The clients and events before the first measurement. */
    private static final int WARMUP_CLIENTS = 1_000;
    private static final int WARMUP_EVENTS = 20;

    private static final int EVENTS = 20;
    private static final int STALLED = 200;
    private static final int LARGE_EVENTS = 500;
    /** The size of a large event: all of them exceed the buffers of a connection. */
    private static final int LARGE_EVENT = 16_000;
    private static final int SMALL_BUFFER = 4_096;

    /** The descriptors that may be opened for other reasons, such as a connection pool of 20. */
    private static final int OTHER_DESCRIPTORS = 30;

    private static final Duration PROBE_INTERVAL = Duration.ofMillis(10);
    private static final Duration APPEND_INTERVAL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Map<String, String> ENVIRONMENT = Map.of("ISNAD_LIMITS_WAITING_PER_ADDRESS", "100000",
            "ISNAD_LIMITS_WRITE_TIMEOUT", "5S");

    private final Settings settings;
    private final Data data;
    private final Contenders contenders;
    private final Report report;
    private long position;

    Streams(Settings settings, Data data, Contenders contenders) {
        this.settings = settings;
        this.data = data;
        this.contenders = contenders;
        this.report = new Report(settings, "StreamClients", "operation", "clients", "quiet/it");
    }

    /**
     * The memory of the service after a garbage collection, in KiB.
     *
     * @param resident the resident memory of the process
     * @param heap the used heap
     */
    private record Memory(long resident, double heap) {
    }

    void run() throws IOException, InterruptedException {
        Contender service = contenders.service(ENVIRONMENT);
        Import.run(service.base(), data.crisis(CRISIS, RECORDS, REVISIONS));
        position = (long) RECORDS * REVISIONS;
        warmUp(service);
        double quiet = probe(service.base(), settings.warmup() * 100, "a read without clients");
        streamToMany(service, quiet);
        streamBesideStalled(service);
        report.finish();
    }

    private void warmUp(Contender service) throws IOException, InterruptedException {
        try (StreamClients clients = new StreamClients(service.base())) {
            clients.open(Math.min(WARMUP_CLIENTS, settings.clients()), CRISIS, position);
            for (int event = 0; event < WARMUP_EVENTS; event++) {
                StreamClients.Arrival arrival = clients.expect(position + 1);
                append(service.base());
                arrival.awaitLast();
            }
        }
        for (int request = 0; request < settings.warmup() * 400; request++) {
            Http.send(service.base(), Request.get(RECORD));
        }
    }

    private void append(URI service) {
        Http.send(service, Operations.append(List.of(RECORD + "/revisions"), data));
        position++;
    }

    /** Opens the clients, and measures memory, the time of events and reads beside them, and what remains afterwards. */
    private void streamToMany(Contender service, double quiet) throws IOException, InterruptedException {
        int descriptors = service.process().descriptors();
        Memory before = memory(service);
        long begin = System.nanoTime();
        StreamClients clients = new StreamClients(service.base());
        clients.open(settings.clients(), CRISIS, position);
        report.add(settings.clients() + " streams opened", millisSince(begin) / 1e3, "s");
        reportMemory("waiting", before, memory(service));
        measureEvents(clients, service.base());
        double busy = probeWhileAppending(clients, service.base());
        report.add("p99 of a read beside them, to that without clients", busy / quiet, "times");
        reportMemory("after events", before, memory(service));
        report.add("streams that the service ended", clients.ended(), "");
        report.add("events out of order", clients.outOfOrder(), "");
        clients.close();
        long closed = System.nanoTime();
        await("descriptors are closed", () -> service.process().descriptors() <= descriptors + OTHER_DESCRIPTORS);
        report.add("their connections closed", millisSince(closed), "ms");
        report.add("descriptors more than before", service.process().descriptors() - descriptors, "");
    }

    private void measureEvents(StreamClients clients, URI service) throws InterruptedException {
        double[] sinceSent = new double[EVENTS];
        double[] sinceAnswered = new double[EVENTS];
        for (int event = 0; event < EVENTS; event++) {
            StreamClients.Arrival arrival = clients.expect(position + 1);
            long sent = System.nanoTime();
            append(service);
            long answered = System.nanoTime();
            long last = arrival.awaitLast();
            sinceSent[event] = (last - sent) / 1e6;
            sinceAnswered[event] = (last - answered) / 1e6;
        }
        report("the last client has an event, since the append was sent", sinceSent);
        report("the last client has an event, since the append was answered", sinceAnswered);
    }

    private void report(String name, double[] millis) {
        report.add(name + ", median", Measurement.median(millis), "ms");
        report.add(name + ", longest", DoubleStream.of(millis).max().orElseThrow(), "ms");
    }

    /** Appends at an interval while a record is read, and returns the p99 of the reads in milliseconds. */
    private double probeWhileAppending(StreamClients clients, URI service) throws InterruptedException {
        int appends = Math.max(EVENTS / 2, settings.seconds());
        CompletableFuture<Void> appending = CompletableFuture.runAsync(() -> {
            for (int count = 0; count < appends; count++) {
                append(service);
                LockSupport.parkNanos(APPEND_INTERVAL.toNanos());
            }
        });
        StreamClients.Arrival last = clients.expect(position + appends);
        double p99 = probe(service, (int) (appends * APPEND_INTERVAL.dividedBy(PROBE_INTERVAL)),
                "a read with " + settings.clients() + " clients and an event each second");
        appending.join();
        last.awaitLast();
        return p99;
    }

    /** Reads a record at an interval, reports the latency since each read was due, and returns its p99 in milliseconds. */
    private double probe(URI service, int reads, String name) {
        long[] micros = new long[reads];
        long begin = System.nanoTime();
        for (int read = 0; read < reads; read++) {
            long due = begin + read * PROBE_INTERVAL.toNanos();
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            Http.send(service, Request.get(RECORD));
            micros[read] = (System.nanoTime() - due) / 1_000;
        }
        Load.Result result = Load.Result.of(micros, millisSince(begin) / 1e3, 0);
        report.add(name + ", median", result.p50(), "ms");
        report.add(name + ", p99", result.p99(), "ms");
        return result.p99();
    }

    private Memory memory(Contender service) {
        for (int collection = 0; collection < 2; collection++) {
            jcmd(service, "GC.run");
        }
        double heap = Stream.of(new String(Http.send(service.base(), Request.get("/q/metrics")).body()).split("\n"))
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
        return new Memory(service.process().residentKibibytes(), heap / 1024);
    }

    private void jcmd(Contender service, String command) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd").toString();
        Child.start(List.of(jcmd, Long.toString(service.process().pid()), command), Map.of(),
                settings.output().resolve("jcmd.log")).output();
    }

    private void reportMemory(String when, Memory before, Memory after) {
        report.add("heap for each client, " + when, (after.heap() - before.heap()) / settings.clients(), "KiB");
        report.add("resident memory for each client, " + when,
                (double) (after.resident() - before.resident()) / settings.clients(), "KiB");
        report.add("resident memory of the service, " + when, after.resident() / 1024.0, "MiB");
    }

    /** Measures the time of events at a client beside others that never read. */
    private void streamBesideStalled(Contender service) throws IOException, InterruptedException {
        Import.run(service.base(), data.descriptions(STALLED_CRISIS));
        int descriptors = service.process().descriptors();
        Memory before = memory(service);
        List<SocketChannel> stalled = new ArrayList<>();
        for (int client = 0; client < STALLED; client++) {
            stalled.add(StreamClients.connect(service.base(), STALLED_CRISIS, 0, SMALL_BUFFER));
        }
        await("streams are opened", () -> service.process().descriptors() >= descriptors + STALLED);
        try (StreamClients reading = new StreamClients(service.base())) {
            reading.open(1, STALLED_CRISIS, 0);
            StreamClients.Arrival last = reading.expect(LARGE_EVENTS);
            long sent = System.nanoTime();
            Import.run(service.base(), IntStream.rangeClosed(1, LARGE_EVENTS)
                    .mapToObj(index -> data.article(STALLED_CRISIS, index, LARGE_EVENT)));
            long stored = System.nanoTime();
            long arrived = last.awaitLast();
            report.add(LARGE_EVENTS + " events beside " + STALLED + " clients that do not read, since they were sent",
                    (arrived - sent) / 1e6, "ms");
            report.add("the same, since they were stored", (arrived - stored) / 1e6, "ms");
            report.add("of these out of order", reading.outOfOrder(), "");
            Memory beside = memory(service);
            report.add("heap beside them", (beside.heap() - before.heap()) / 1024, "MiB more");
            report.add("resident memory beside them", (beside.resident() - before.resident()) / 1024.0, "MiB more");
            await("streams are cut", () -> service.process().descriptors() <= descriptors + OTHER_DESCRIPTORS);
            report.add("clients that do not read cut, since the events were stored", millisSince(stored) / 1e3, "s");
        }
        for (SocketChannel channel : stalled) {
            channel.close();
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Not in time: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static double millisSince(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }
}
