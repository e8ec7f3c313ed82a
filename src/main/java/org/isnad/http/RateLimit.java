package org.isnad.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

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
 * Limits the rate of requests to this instance, per address and per credential, and reports the limits in the RateLimit and
 * RateLimit-Policy headers (draft-ietf-httpapi-ratelimit-headers-10).
 */
@ApplicationScoped
public class RateLimit {

    /** The maximum number of buckets in memory; an address or credential whose bucket is evicted starts with its full quota. */
    private static final int MAX_BUCKETS = 100_000;

    private final Limits limits;
    private final EarlyResponse early;
    private final Cache<String, Bucket> buckets;

    RateLimit(Limits limits, EarlyResponse early) {
        this.limits = limits;
        this.early = early;
        // A bucket that is not used for a whole period is full again, so it can be dropped.
        this.buckets = Caffeine.newBuilder().maximumSize(MAX_BUCKETS).expireAfterAccess(limits.period()).build();
    }

    void register(@Observes Filters filters) {
        FilterOrder.RATE_LIMIT.register(filters, this::limitAddress);
    }

    /**
     * Counts a request to the API against the quota of its address, and answers 429 if the quota is used up. Requests
     * to other paths are not counted.
     */
    private void limitAddress(RoutingContext routing) {
        if (limits.requestsPerAddress() == 0 || !routing.normalizedPath().startsWith("/api/")) {
            routing.next();
            return;
        }
        ConsumptionProbe probe = consume("address", addressKey(routing), limits.requestsPerAddress(), routing);
        if (probe.isConsumed()) {
            routing.next();
        } else {
            early.send(routing, tooMany("address", probe));
        }
    }

    /**
     * Counts a request against the quota of its credential and adds the rate-limit headers, also to a 429; no effect if
     * the limit is disabled.
     *
     * @param credential the name of the principal; all requests with the same one share a quota
     * @throws HttpProblem (429) if the quota is used up
     */
    public void requireQuota(String credential, RoutingContext routing) {
        if (limits.requestsPerKey() == 0) {
            return;
        }
        ConsumptionProbe probe = consume("key", credential, limits.requestsPerKey(), routing);
        if (!probe.isConsumed()) {
            throw tooMany("key", probe);
        }
    }

    /**
     * Takes one request from a quota, if any is left, and adds the rate-limit headers to the response.
     *
     * @param policy the name of the limit in the headers: address or key
     * @param key the address or credential that the quota belongs to
     * @param quota the number of requests per period
     * @return what is left of the quota; {@code isConsumed} is false if it was used up
     */
    private ConsumptionProbe consume(String policy, String key, long quota, RoutingContext routing) {
        Bucket bucket = buckets.get(policy + " " + key, absent -> newBucket(quota));
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        long reset = roundUpToSeconds(probe.getNanosToWaitForReset());
        routing.response().headers()
                .add("RateLimit-Policy", "\"%s\";q=%d;w=%d".formatted(policy, quota, limits.period().toSeconds()))
                .add("RateLimit", "\"%s\";r=%d;t=%d".formatted(policy, probe.getRemainingTokens(), reset));
        return probe;
    }

    private Bucket newBucket(long quota) {
        return Bucket.builder().addLimit(limit -> limit.capacity(quota).refillGreedy(quota, limits.period())).build();
    }

    /**
     * Returns the problem (429) with the number of seconds until the next request is allowed, at least
     * 1, as Retry-After.
     */
    private static HttpProblem tooMany(String policy, ConsumptionProbe probe) {
        return HttpProblem.builder(Problem.TOO_MANY_REQUESTS.because("The rate limit of this " + policy + " is exceeded"))
                .withHeader("Retry-After", Math.max(1, roundUpToSeconds(probe.getNanosToWaitForRefill()))).build();
    }

    private static long roundUpToSeconds(long nanos) {
        return Duration.ofNanos(nanos).plusMillis(999).toSeconds();
    }

    /**
     * Returns the rate-limit key of the request's remote address: the address, or in IPv6 its /64 in hexadecimal,
     * because a subscriber has at least one.
     */
    static String addressKey(RoutingContext routing) {
        SocketAddress remote = routing.request().remoteAddress();
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
