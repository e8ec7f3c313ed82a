package org.isnad.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Repeats a request over several connections. */
interface Load {

    /**
     * The result of a load.
     *
     * @param requests the number of responses
     * @param p50 the median latency in milliseconds
     * @param p99 the 99th percentile of the latency in milliseconds
     * @param errors the number of responses other than 2xx and 3xx, and of failed connections and timeouts
     */
    record Result(long requests, double perSecond, double p50, double p99, long errors) {

        /** Returns the result of responses with these latencies, in microseconds, which are sorted. */
        static Result of(long[] micros, double seconds, long errors) {
            if (micros.length == 0) {
                return new Result(0, 0, 0, 0, errors);
            }
            Arrays.sort(micros);
            double p50 = micros[micros.length / 2] / 1e3;
            double p99 = micros[(int) (micros.length * 0.99)] / 1e3;
            return new Result(micros.length, micros.length / seconds, p50, p99, errors);
        }
    }

    /** Sends a request as often as possible, and returns once the time is over. */
    Result run(URI base, Request request, int connections, int seconds);

    /** Returns the name of the tool. */
    String name();

    /** Returns the load that the property names, or wrk if it is on the PATH, otherwise h2load, otherwise a Vert.x client. */
    static Load choose(Scratch scratch) throws IOException {
        String chosen = System.getProperty("load",
                Stream.of("wrk", "h2load").filter(Load::isOnPath).findFirst().orElse("vertx"));
        return switch (chosen) {
            case "wrk" -> new WrkLoad(scratch);
            case "h2load" -> new H2Load(scratch);
            default -> new VertxLoad();
        };
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
