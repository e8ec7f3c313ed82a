package org.isnad.http;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.web.Problem;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;

/** Limits the readers of each address and each credential that wait for the feed at the same time. */
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
     * Counts a wait until it terminates.
     *
     * @param credential the name of the credential, or null without one
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (429) if too many wait already
     */
    public <T> Uni<T> counted(Uni<T> wait, String credential) {
        String address = "address " + RateLimit.addressKey(current.getCurrent());
        String key = "key " + credential;
        List<String> names = credential == null ? List.of(address) : List.of(address, key);
        int ofAddress = enter(address);
        int ofCredential = credential == null ? 0 : enter(key);
        if (ofAddress > limits.waitingPerAddress() || ofCredential > limits.waitingPerKey()) {
            names.forEach(this::leave);
            throw Problem.TOO_MANY_REQUESTS.because("Too many readers of this address or key are waiting for the feed");
        }
        return wait.onTermination().invoke(() -> names.forEach(this::leave));
    }

    private int enter(String name) {
        return waiting.merge(name, 1, Integer::sum);
    }

    private void leave(String name) {
        waiting.computeIfPresent(name, (same, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }
}
