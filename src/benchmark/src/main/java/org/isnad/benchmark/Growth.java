package org.isnad.benchmark;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Measures how the service slows down as records and crises grow. */
final class Growth {

    private static final String LENGTHS = "lengths";
    private static final int REVISIONS_PER_RECORD = 50;
    /** The number of appends to each record: so few that its length stays about the same. */
    private static final int APPENDS = 20;
    private static final List<String> READS = List.of(Operations.GET, Operations.NOT_MODIFIED, Operations.CLAIMS,
            Operations.HISTORY);

    private final Settings settings;
    private final Rounds rounds;
    private final Data data;
    private final Contenders contenders;
    private final Report report;

    Growth(Settings settings, Load load, Data data, Contenders contenders) {
        this.settings = settings;
        this.rounds = new Rounds(settings, load);
        this.data = data;
        this.contenders = contenders;
        this.report = new Report(settings, load.name(), "operation", "revisions", "smallest/it");
    }

    /** Stores records and crises of all sizes, measures them, and reports. */
    void run() throws IOException, InterruptedException {
        Contender service = contenders.service();
        load(service);
        measure(service, settings.lengths(), READS, Growth::requestsOfLength);
        settings.lengths().forEach(length -> append(service, length));
        measure(restart(service), settings.sizes(), List.of(Operations.LIST, Operations.SNAPSHOT), Growth::requestsOfSize);
        report.finish();
    }

    /** Imports records of all lengths into one crisis, and crises of all sizes. */
    private void load(Contender service) {
        for (int length : settings.lengths()) {
            report.add("import of a record of " + length, Import.run(service.base(), record(length)), "revisions/s");
        }
        for (int size : settings.sizes()) {
            Stream<String> crisis = data.crisis(crisis(size), Math.max(1, size / REVISIONS_PER_RECORD),
                    Math.min(size, REVISIONS_PER_RECORD));
            report.add("import of a crisis of " + size, Import.run(service.base(), crisis), "revisions/s");
        }
    }

    /** Restarts the service for each size, reports the time of its first response, and returns the last one started. */
    private Contender restart(Contender running) throws IOException, InterruptedException {
        Contender service = running;
        for (int size : settings.sizes()) {
            Cleanup.closeEarly(service.process());
            service = contenders.service();
            long begin = System.nanoTime();
            Http.send(service.base(), Operations.list(crisis(size)));
            report.add("first list of a crisis of " + size + " after a restart", (System.nanoTime() - begin) / 1e6, "ms");
        }
        return service;
    }

    private interface Requests {

        Map<String, Request> ofSize(int size);
    }

    /** Measures operations at each size, all sizes in turn within each round. */
    private void measure(Contender service, List<Integer> sizes, List<String> operations, Requests requests) {
        List<Contender> bySize = sizes.stream().map(size -> new Contender(Integer.toString(size), service.base(),
                service.process(), requests.ofSize(size))).toList();
        String smallest = bySize.get(0).name();
        rounds.run(operations, bySize).forEach((operation, measured) -> measured
                .forEach((size, all) -> report.add(operation, size, all, measured.get(smallest))));
    }

    private static Map<String, Request> requestsOfLength(int length) {
        String record = path(length);
        Map<String, Request> requests = new LinkedHashMap<>();
        requests.put(Operations.GET, Request.get(record));
        requests.put(Operations.NOT_MODIFIED, Request.get(record));
        requests.put(Operations.CLAIMS, Request.get(record + "/claims"));
        requests.put(Operations.HISTORY, Operations.history(record));
        return requests;
    }

    private static Map<String, Request> requestsOfSize(int size) {
        return Map.of(Operations.LIST, Operations.list(crisis(size)), Operations.SNAPSHOT,
                Operations.snapshot(crisis(size)));
    }

    /** Appends to a record, one request after the other, and reports the median time. */
    private void append(Contender service, int length) {
        Request append = Operations.append(List.of(path(length) + "/revisions"), data);
        double[] millis = IntStream.range(0, APPENDS).mapToDouble(index -> {
            long begin = System.nanoTime();
            Http.send(service.base(), append);
            return (System.nanoTime() - begin) / 1e6;
        }).toArray();
        report.add("append to a record of " + length, Measurement.median(millis), "ms");
    }

    /** Returns the lines of a record of a length in the crisis of such records. */
    private Stream<String> record(int length) {
        return Stream.concat(data.descriptions(LENGTHS), IntStream.rangeClosed(1, length)
                .mapToObj(number -> data.revision(LENGTHS, Data.recordId(LENGTHS, length), 0, number, length)));
    }

    private static String path(int length) {
        return "/api/v1/casualties/" + Data.recordId(LENGTHS, length);
    }

    private static String crisis(int size) {
        return "size-" + size;
    }
}
