package org.isnad.benchmark;

import java.nio.file.Path;

/**
 * The options of a run.
 *
 * @param root the root of the repository
 * @param service the directory of the packaged service
 * @param records the number of records
 * @param revisions the number of revisions of each record
 * @param rounds the number of measured rounds
 * @param seconds the length of each measurement
 * @param warmup the length of each warm-up, in seconds
 * @param connections the number of connections of the load
 * @param heap the maximum heap of each contender
 */
record Settings(Path root, Path service, int records, int revisions, int rounds, int seconds, int warmup,
        int connections, String heap) {

    /** Reads the settings from system properties. */
    static Settings read() {
        Path root = Path.of(System.getProperty("root", ".")).toAbsolutePath().normalize();
        Path service = root.resolve(System.getProperty("service", "target/quarkus-app"));
        int seconds = Integer.getInteger("seconds", 5);
        return new Settings(root, service, Integer.getInteger("records", 200), Integer.getInteger("revisions", 50),
                Integer.getInteger("rounds", 5), seconds, Integer.getInteger("warmup", seconds),
                Integer.getInteger("connections", 64), System.getProperty("heap", "512m"));
    }

    /** Returns the directory of the result and of the logs of the contenders. */
    Path output() {
        return root.resolve("target/benchmark");
    }
}
