package org.isnad.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The table that is printed and the JSON file that is written. */
final class Report {

    private final Settings settings;
    private final String tool;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Map<String, Object>> results = new ArrayList<>();
    private final Map<String, Object> more = new LinkedHashMap<>();

    /**
     * @param tool the name of the load generator
     * @param first the title of the column of operations
     * @param second the title of the column of contenders or sizes
     * @param ratio the title of the columns of ratios
     */
    Report(Settings settings, String tool, String first, String second, String ratio) {
        this.settings = settings;
        this.tool = tool;
        rows.add(List.of(first, second, "req/s", "p50 ms", "p99 ms", "errors", "CPU us/req", "RSS MiB", "bytes",
                ratio + " req/s", ratio + " CPU"));
    }

    /**
     * Adds the measurements of an operation.
     *
     * @param base the measurements of which ratios to the median are reported
     */
    void add(String operation, String variant, List<Measurement> rounds, List<Measurement> base) {
        Measurement median = Measurement.median(rounds);
        double requestRatio = Measurement.median(base).perSecond() / median.perSecond();
        double cpuRatio = Measurement.median(base).cpuMicros() / median.cpuMicros();
        rows.add(List.of(operation, variant, number("%.0f", median.perSecond()), number("%.2f", median.p50()),
                number("%.2f", median.p99()), Long.toString(median.errors()), number("%.0f", median.cpuMicros()),
                Long.toString(median.residentMebibytes()), Integer.toString(median.bytes()), number("%.3f", requestRatio),
                number("%.2f", cpuRatio)));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("operation", operation);
        result.put("variant", variant);
        result.put("median", median);
        result.put("requestRatio", requestRatio);
        result.put("cpuRatio", cpuRatio);
        result.put("rounds", rounds);
        results.add(result);
    }

    /** Prints a value that is not measured in requests per second, and adds it to the file. */
    void add(String name, double value, String unit) {
        System.out.println(name + ": " + number("%.1f", value) + " " + unit);
        more.put(name + ", " + unit, value);
    }

    /** Prints the table and writes the file. */
    void finish() throws IOException {
        int[] widths = rows.get(0).stream().mapToInt(String::length).toArray();
        rows.forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        });
        System.out.println();
        if (!results.isEmpty()) {
            rows.forEach(row -> System.out.println(line(row, widths)));
        }
        Path file = settings.output().resolve("result.json");
        Files.writeString(file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json()));
        System.out.println("\nWritten to " + settings.root().relativize(file));
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String alignment = column < 2 ? "-" : "";
            line.append(String.format("%" + alignment + widths[column] + "s  ", row.get(column)));
        }
        return line.toString().stripTrailing();
    }

    private Map<String, Object> json() throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("date", Instant.now().toString());
        json.put("machine", machine());
        json.put("load", tool);
        json.put("settings", Map.of("records", settings.records(), "revisions", settings.revisions(), "rounds",
                settings.rounds(), "seconds", settings.seconds(), "connections", settings.connections(), "heap",
                settings.heap(), "clients", settings.clients()));
        json.put("more", more);
        json.put("results", results);
        return json;
    }

    private static Map<String, Object> machine() throws IOException {
        return Map.of("cores", Runtime.getRuntime().availableProcessors(), "memory", value("/proc/meminfo", "MemTotal"),
                "cpu", value("/proc/cpuinfo", "model name"), "java", System.getProperty("java.version"));
    }

    /** Returns the first value with a name in a file of /proc. */
    private static String value(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file)).stream().filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("unknown");
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
    }
}
