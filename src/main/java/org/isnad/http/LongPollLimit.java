package org.isnad.http;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.web.Problem;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;

/** Limits the long-polling feed requests that wait at the same time, per address and per credential. */
@ApplicationScoped
public class LongPollLimit {

    private final Limits limits;
    private final CurrentVertxRequest current;
    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

    LongPollLimit(Limits limits, CurrentVertxRequest current) {
        this.limits = limits;
        this.current = current;
    }

    /**
     * Counts a wait from this call until it terminates, against the limits of its address and credential. The caller
     * must subscribe to the returned wait, or else it remains counted.
     *
     * @param credential the name of the credential, or null if the request has none
     * @return the wait, with the same result
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (429) if a limit is reached; the wait is then not counted
     */
    public <T> Uni<T> counted(Uni<T> wait, String credential) {
        String address = "address " + RateLimit.addressKey(current.getCurrent());
        String key = "key " + credential;
        List<String> names = credential == null ? List.of(address) : List.of(address, key);
        int byAddress = increment(address);
        int byCredential = credential == null ? 0 : increment(key);
        if (byAddress > limits.waitingPerAddress() || byCredential > limits.waitingPerKey()) {
            names.forEach(this::decrement);
            throw Problem.TOO_MANY_REQUESTS.because("Too many feed requests of this address or key are waiting");
        }
        return wait.onTermination().invoke(() -> names.forEach(this::decrement));
    }

    /** Counts one more wait under a name, and returns how many there are with it. */
    private int increment(String name) {
        return waiting.merge(name, 1, Integer::sum);
    }

    private void decrement(String name) {
        waiting.computeIfPresent(name, (counted, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }
}
