package org.isnad.benchmark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that the benchmark started. */
final class Child implements AutoCloseable {

    /** The unit of CPU times in /proc: a hundredth of a second on every Linux. */
    private static final long MICROS_PER_TICK = 10_000;
    /** The index of utime among the fields of /proc/PID/stat that follow the name of the command. */
    private static final int UTIME = 11;

    private static final int STOP_SECONDS = 5;

    private final Process process;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a process.
     *
     * @param log the file that receives its output
     * @param environment the variables that it has in addition
     */
    static Child start(List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ISNAD_") || name.startsWith("QUARKUS_"));
        builder.environment().putAll(environment);
        try {
            return Cleanup.register(new Child(builder.start(), log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end of the process and returns its output. */
    String output() {
        try {
            int exit = process.waitFor();
            Cleanup.closeEarly(this);
            if (exit != 0) {
                throw new IllegalStateException("Exit code " + exit + ": " + read(log));
            }
            return read(log);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the end of the process, and returns whether it has ended before the time is over. */
    boolean endsWithin(Duration most) throws InterruptedException {
        return process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns the file of the output. */
    Path log() {
        return log;
    }

    /** Returns the CPU time that the process has used, in microseconds. */
    long cpuMicros() {
        String stat = read(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) * MICROS_PER_TICK;
    }

    /** Returns the resident memory of the process, in MiB. */
    long residentMebibytes() {
        return residentKibibytes() / 1024;
    }

    /** Returns the resident memory of the process, in KiB. */
    long residentKibibytes() {
        return read(Path.of("/proc/" + process.pid() + "/status")).lines().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
    }

    /** Returns the number of open file descriptors of the process. */
    int descriptors() {
        return new File("/proc/" + process.pid() + "/fd").list().length;
    }

    /** Returns the id of the process. */
    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
