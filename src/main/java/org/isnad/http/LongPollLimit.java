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
     * Returns the wait, counted against the limits of its address and credential until it terminates.
     *
     * @param credential the name of the credential, or null if the request has none
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (429) if a limit is reached
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

    private int increment(String name) {
        return waiting.merge(name, 1, Integer::sum);
    }

    private void decrement(String name) {
        waiting.computeIfPresent(name, (counted, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }
}
