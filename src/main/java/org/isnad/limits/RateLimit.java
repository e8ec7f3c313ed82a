package org.isnad.limits;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.isnad.web.Problem;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/**
 * Bounds how often an address and a credential may ask, in each instance for itself, and says so in the RateLimit fields
 * (draft-ietf-httpapi-ratelimit-headers-10).
 */
@ApplicationScoped
public class RateLimit {

    /** Before everything else. */
    private static final int FIRST = 1000;

    /** Addresses remembered at once; one that is forgotten begins anew. */
    private static final int MOST_REMEMBERED = 100_000;

    private final long perAddress;
    private final long perKey;
    private final Duration period;
    private final EarlyResponse early;
    private final Cache<String, Bucket> buckets;

    RateLimit(@ConfigProperty(name = "isnad.limits.requests-per-address") long perAddress,
            @ConfigProperty(name = "isnad.limits.requests-per-key") long perKey,
            @ConfigProperty(name = "isnad.limits.period") Duration period, EarlyResponse early) {
        this.perAddress = perAddress;
        this.perKey = perKey;
        this.period = period;
        this.early = early;
        // Left alone for a period, a bucket is full again.
        this.buckets = Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterAccess(period).build();
    }

    void register(@Observes Filters filters) {
        filters.register(this::limit, FIRST);
    }

    private void limit(RoutingContext request) {
        if (perAddress == 0 || !request.normalizedPath().startsWith("/api/")) {
            request.next();
            return;
        }
        ConsumptionProbe probe = count("address", address(request), perAddress, request);
        if (probe.isConsumed()) {
            request.next();
        } else {
            early.send(request, tooMany("address", probe));
        }
    }

    /** @throws HttpProblem (429) if a credential has been used too often */
    public void requireRoom(String key, RoutingContext request) {
        if (perKey > 0) {
            ConsumptionProbe probe = count("key", key, perKey, request);
            if (!probe.isConsumed()) {
                throw tooMany("key", probe);
            }
        }
    }

    private ConsumptionProbe count(String policy, String who, long quota, RoutingContext request) {
        ConsumptionProbe probe = buckets.get(policy + " " + who, one -> Bucket.builder()
                .addLimit(limit -> limit.capacity(quota).refillGreedy(quota, period)).build()).tryConsumeAndReturnRemaining(1);
        request.response().headers().add("RateLimit-Policy", "\"%s\";q=%d;w=%d".formatted(policy, quota, period.toSeconds()))
                .add("RateLimit", "\"%s\";r=%d;t=%d".formatted(policy, probe.getRemainingTokens(),
                        seconds(probe.getNanosToWaitForReset())));
        return probe;
    }

    private HttpProblem tooMany(String policy, ConsumptionProbe probe) {
        return HttpProblem.builder(Problem.TOO_MANY_REQUESTS.because("This " + policy + " asks too often"))
                .withHeader("Retry-After", Math.max(1, seconds(probe.getNanosToWaitForRefill()))).build();
    }

    private static long seconds(long nanos) {
        return Duration.ofNanos(nanos).plusMillis(999).toSeconds();
    }

    /** Whom an address stands for: in IPv6 a subscriber has at least a network of 64 bits. */
    static String address(RoutingContext request) {
        SocketAddress remote = request.request().remoteAddress();
        String literal = remote == null ? null : remote.hostAddress();
        if (literal == null || literal.indexOf(':') < 0) {
            return String.valueOf(literal);
        }
        try {
            byte[] bytes = InetAddress.getByName(literal).getAddress();
            return HexFormat.of().formatHex(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
        } catch (UnknownHostException e) {
            return literal;
        }
    }
}
