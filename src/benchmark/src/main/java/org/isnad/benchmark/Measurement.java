package org.isnad.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of an operation of a contender, in one round or as the median of several.
 *
 * @param p50 the median latency in milliseconds
 * @param p99 the 99th percentile of the latency in milliseconds
 * @param errors the number of responses other than 2xx and 3xx, and of failed connections
 * @param cpuMicros the CPU time of the contender per request, in microseconds
 * @param residentMebibytes the resident memory of the contender
 * @param bytes the size of the body of a response
 */
record Measurement(double perSecond, double p50, double p99, long errors, double cpuMicros, long residentMebibytes,
        int bytes) {

    /** Returns the medians of several rounds, with the sum of the errors. */
    static Measurement median(List<Measurement> rounds) {
        return new Measurement(median(rounds, Measurement::perSecond), median(rounds, Measurement::p50),
                median(rounds, Measurement::p99), rounds.stream().mapToLong(Measurement::errors).sum(),
                median(rounds, Measurement::cpuMicros), (long) median(rounds, Measurement::residentMebibytes),
                (int) median(rounds, Measurement::bytes));
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> value) {
        return median(rounds.stream().mapToDouble(value).toArray());
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
