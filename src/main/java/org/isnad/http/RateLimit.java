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
    private final OwnRequests own;
    private final Cache<String, Bucket> buckets;

    RateLimit(Limits limits, EarlyResponse early, OwnRequests own) {
        this.limits = limits;
        this.early = early;
        this.own = own;
        // A bucket that is not used for a whole period is full again, so it can be dropped.
        this.buckets = Caffeine.newBuilder().maximumSize(MAX_BUCKETS).expireAfterAccess(limits.period()).build();
    }

    void register(@Observes Filters filters) {
        FilterOrder.RATE_LIMIT.register(filters, this::limitAddress);
    }

    /**
     * Counts a request to the API or for a page against the quota of its address, and answers 429 if the quota is used up.
     * Requests to other paths, and those that this instance sends for a page, are not counted.
     */
    private void limitAddress(RoutingContext routing) {
        if (limits.requestsPerAddress() == 0 || !isCounted(routing)) {
            routing.next();
            return;
        }
        Quota quota = take("address", addressKey(routing), limits.requestsPerAddress());
        quota.addTo(routing);
        if (quota.isEnough()) {
            routing.next();
        } else {
            early.send(routing, tooMany("address", quota));
        }
    }

    private boolean isCounted(RoutingContext routing) {
        String path = routing.normalizedPath();
        boolean isOther = path.startsWith("/q/") || path.startsWith("/static/");
        return !isOther && !own.isOwn(routing.request().getHeader(OwnRequests.HEADER));
    }

    /** Whether requests are limited by their address. */
    public boolean limitsAddresses() {
        return limits.requestsPerAddress() > 0;
    }

    /** Counts a request to the API against the quota of an address, in the form of its literal. */
    public Quota takeOfAddress(String literal) {
        return take("address", addressKey(literal), limits.requestsPerAddress());
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
        Quota quota = take("key", credential, limits.requestsPerKey());
        quota.addTo(routing);
        if (!quota.isEnough()) {
            throw tooMany("key", quota);
        }
    }

    /**
     * The state of a quota after a request.
     *
     * @param isEnough whether the request is within the quota
     * @param policy the value of the RateLimit-Policy header
     * @param remaining the value of the RateLimit header
     * @param retryAfter the number of seconds until the next request is allowed, at least 1
     */
    public record Quota(boolean isEnough, String policy, String remaining, long retryAfter) {

        private void addTo(RoutingContext routing) {
            routing.response().headers().add("RateLimit-Policy", policy).add("RateLimit", remaining);
        }
    }

    /**
     * Takes one request from a quota, if any is left.
     *
     * @param policy the name of the limit in the headers: address or key
     * @param key the address or credential that the quota belongs to
     * @param quota the number of requests per period
     */
    private Quota take(String policy, String key, long quota) {
        Bucket bucket = buckets.get(policy + " " + key, absent -> newBucket(quota));
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        String quoted = '"' + policy + '"';
        return new Quota(probe.isConsumed(), quoted + ";q=" + quota + ";w=" + limits.period().toSeconds(),
                quoted + ";r=" + probe.getRemainingTokens() + ";t=" + roundUpToSeconds(probe.getNanosToWaitForReset()),
                Math.max(1, roundUpToSeconds(probe.getNanosToWaitForRefill())));
    }

    private Bucket newBucket(long quota) {
        return Bucket.builder().addLimit(limit -> limit.capacity(quota).refillGreedy(quota, limits.period())).build();
    }

    /** Returns the problem (429) with Retry-After. */
    private static HttpProblem tooMany(String policy, Quota quota) {
        return HttpProblem.builder(Problem.TOO_MANY_REQUESTS.because("The rate limit of this " + policy + " is exceeded"))
                .withHeader("Retry-After", quota.retryAfter()).build();
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
        return addressKey(remote == null ? null : remote.hostAddress());
    }

    private static String addressKey(String literal) {
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
