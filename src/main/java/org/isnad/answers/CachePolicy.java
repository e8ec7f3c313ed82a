package org.isnad.answers;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.web.ConditionalRequest;

/** The values of the headers for HTTP caches, by the settings. */
@ApplicationScoped
class CachePolicy {

    private static final String KEY_PREFIX = "crisis-";

    private final String current;
    private final String keyHeader;

    CachePolicy(CacheSettings settings) {
        this.current = current(settings.maxAge().toSeconds(), settings.staleWhileRevalidate().toSeconds());
        this.keyHeader = settings.keyHeader().orElse(null);
    }

    private static String current(long maxAge, long stale) {
        if (maxAge <= 0) {
            return ConditionalRequest.CACHE_REVALIDATED;
        }
        return "public, max-age=" + maxAge + (stale > 0 ? ", stale-while-revalidate=" + stale : "");
    }

    /** Returns the Cache-Control of a current answer of an open crisis. */
    String current() {
        return current;
    }

    /** Returns the name of the header with the keys by which a shared cache purges answers, or null if there is none. */
    String keyHeader() {
        return keyHeader;
    }

    /** Returns the value of that header. Cloudflare and Akamai separate keys by commas, others by spaces. */
    String keys(Collection<String> crises) {
        String separator = keyHeader.toLowerCase(Locale.ROOT).endsWith("cache-tag") ? "," : " ";
        return crises.stream().map(KEY_PREFIX::concat).collect(joining(separator));
    }
}
