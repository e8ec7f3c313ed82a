package org.isnad.benchmark;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Measures operations in rounds, in each of which every contender has its turn. */
final class Rounds {

    private final Settings settings;
    private final Load load;

    Rounds(Settings settings, Load load) {
        this.settings = settings;
        this.load = load;
    }

    /** Returns the measurements of all rounds, by operation and contender, after a warm-up that is discarded. */
    Map<String, Map<String, List<Measurement>>> run(List<String> operations, List<Contender> contenders) {
        Map<String, Map<String, List<Measurement>>> measured = new LinkedHashMap<>();
        for (int round = 0; round <= settings.rounds(); round++) {
            System.out.println(round == 0 ? "Warm-up" : "Round " + round + " of " + settings.rounds());
            for (String operation : operations) {
                for (Contender contender : contenders) {
                    if (contender.requests().containsKey(operation)) {
                        Measurement measurement = measure(contender, operation,
                                round == 0 ? settings.warmup() : settings.seconds());
                        measured.computeIfAbsent(operation, name -> new LinkedHashMap<>())
                                .computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(measurement);
                    }
                }
            }
        }
        measured.values().forEach(byContender -> byContender.values().forEach(rounds -> rounds.remove(0)));
        return measured;
    }

    /** Measures one operation; with writers, the CPU time is shared by reads and writes. */
    private Measurement measure(Contender contender, String operation, int seconds) {
        Request request = contender.requests().get(operation);
        HttpResponse<byte[]> response = Http.send(contender.base(), request);
        if (operation.endsWith(Operations.NOT_MODIFIED)) {
            request = request.ifNoneMatch(response.headers().firstValue("ETag").orElseThrow());
            response = Http.send(contender.base(), request);
        }
        long cpu = contender.process().cpuMicros();
        CompletableFuture<Load.Result> writers = operation.equals(Operations.CONTENDED) ? write(contender, seconds)
                : CompletableFuture.completedFuture(new Load.Result(0, 0, 0, 0, 0));
        Load.Result result = load.run(contender.base(), request, settings.connections(), seconds);
        Load.Result written = writers.join();
        cpu = contender.process().cpuMicros() - cpu;
        long requests = Math.max(1, result.requests() + written.requests());
        return new Measurement(result.perSecond(), result.p50(), result.p99(), result.errors() + written.errors(),
                (double) cpu / requests, contender.process().residentMebibytes(), response.body().length);
    }

    private CompletableFuture<Load.Result> write(Contender contender, int seconds) {
        Request write = contender.requests().get(Operations.WRITE);
        return CompletableFuture.supplyAsync(() -> load.run(contender.base(), write, Operations.WRITERS, seconds));
    }
}
