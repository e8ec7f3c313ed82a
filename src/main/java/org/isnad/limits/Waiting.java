package org.isnad.limits;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.isnad.web.Problem;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;

/** Bounds how many readers of one address, and of one credential, wait for news at the same time. */
@ApplicationScoped
public class Waiting {

    private final int perAddress;
    private final int perKey;
    private final CurrentVertxRequest current;
    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

    Waiting(@ConfigProperty(name = "isnad.limits.waiting-per-address") int perAddress,
            @ConfigProperty(name = "isnad.limits.waiting-per-key") int perKey, CurrentVertxRequest current) {
        this.perAddress = perAddress;
        this.perKey = perKey;
        this.current = current;
    }

    /**
     * Counts a wait until it ends, however it does.
     *
     * @param key who waits, or null for everybody
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (429) if too many wait already
     */
    public <T> Uni<T> counted(Uni<T> wait, String key) {
        String address = "address " + RateLimit.address(current.getCurrent());
        List<String> names = key == null ? List.of(address) : List.of(address, "key " + key);
        int atAddress = enter(address);
        int ofKey = key == null ? 0 : enter("key " + key);
        if (atAddress > perAddress || ofKey > perKey) {
            names.forEach(this::leave);
            throw Problem.TOO_MANY_REQUESTS.because("Too many readers of this address or key wait for the feed already");
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
