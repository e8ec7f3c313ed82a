package org.isnad.benchmark;

import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Imports data into the service in parts of limited size. */
final class Import {

    private static final int LINES_PER_REQUEST = 2_000;

    private Import() {
    }

    /** Imports lines and returns the number of lines per second. */
    static double run(URI service, Stream<String> lines) {
        long begin = System.nanoTime();
        long count = 0;
        List<String> part = new ArrayList<>();
        for (Iterator<String> rest = lines.iterator(); rest.hasNext();) {
            part.add(rest.next());
            if (part.size() == LINES_PER_REQUEST || !rest.hasNext()) {
                count += part.size();
                send(service, part);
                part.clear();
            }
        }
        return count / ((System.nanoTime() - begin) / 1e9);
    }

    private static void send(URI service, List<String> lines) {
        Map<String, String> headers = Map.of("X-API-Key", Contenders.ADMIN_KEY, "Content-Type", "application/x-ndjson");
        Http.send(service, new Request("POST", List.of("/api/v1/import"), headers, String.join("\n", lines), 200));
    }
}
