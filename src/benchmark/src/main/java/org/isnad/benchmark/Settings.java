package org.isnad.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The options of a run.
 *
 * @param root the root of the repository
 * @param service the directory of the packaged service
 * @param mode what is measured
 * @param records the number of records
 * @param revisions the number of revisions of each record
 * @param rounds the number of measured rounds
 * @param seconds the length of each measurement
 * @param warmup the length of each warm-up, in seconds
 * @param connections the number of connections of the load
 * @param heap the maximum heap of each contender
 * @param lengths the numbers of revisions of a record that the growth mode measures
 * @param sizes the numbers of revisions of a crisis that the growth mode measures
 * @param clients the number of clients of a stream
 */
record Settings(Path root, Path service, Mode mode, int records, int revisions, int rounds, int seconds, int warmup,
        int connections, String heap, List<Integer> lengths, List<Integer> sizes, int clients) {

    /** What is measured: the service and the yardsticks, the service at growing sizes, its streams, or its search. */
    enum Mode {
        CONTENDERS,
        GROWTH,
        STREAMS,
        SEARCH
    }

    /** Reads the settings from system properties. */
    static Settings read() {
        Path root = Path.of(System.getProperty("root", ".")).toAbsolutePath().normalize();
        Path service = root.resolve(System.getProperty("service", "target/quarkus-app"));
        Mode mode = Mode.valueOf(System.getProperty("mode", "contenders").toUpperCase(Locale.ROOT));
        int seconds = Integer.getInteger("seconds", 5);
        return new Settings(root, service, mode, Integer.getInteger("records", mode == Mode.SEARCH ? 2_000 : 200),
                Integer.getInteger("revisions", 50),
                Integer.getInteger("rounds", 5), seconds, Integer.getInteger("warmup", seconds),
                Integer.getInteger("connections", mode == Mode.GROWTH || mode == Mode.SEARCH ? 8 : 64),
                System.getProperty("heap", "512m"),
                numbers("lengths", "10,100,1000,10000"), numbers("sizes", "1000,10000,100000"),
                Integer.getInteger("clients", 10_000));
    }

    /** Returns these options with another number of rounds. */
    Settings withRounds(int other) {
        return new Settings(root, service, mode, records, revisions, other, seconds, warmup, connections, heap, lengths, sizes,
                clients);
    }

    /** Returns the directory of the result and of the logs of the contenders. */
    Path output() {
        return root.resolve("target/benchmark");
    }

    private static List<Integer> numbers(String property, String otherwise) {
        return Stream.of(System.getProperty(property, otherwise).split(",")).map(Integer::valueOf).sorted().toList();
    }
}
