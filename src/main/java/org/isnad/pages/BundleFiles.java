package org.isnad.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.isnad.web.ContentCodings;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Sends the bundled scripts and styles compressed to clients that accept it; to others, Quarkus sends them as they are. */
@ApplicationScoped
class BundleFiles {

    private static final String PATH = "/static/bundle/";
    private static final Pattern FILE = Pattern.compile(PATH + "([a-z]+-[A-Z0-9]+\\.(js|css))");
    private static final Map<String, String> TYPES = Map.of("js", "text/javascript", "css", "text/css");

    /** The name of a file has a hash of its content. */
    private static final String CACHING = "public, immutable, max-age=31536000";

    private final Map<String, Buffer> compressed = new ConcurrentHashMap<>();

    void register(@Observes Router router) {
        router.get(PATH + "*").handler(this::send);
    }

    private void send(RoutingContext routing) {
        Matcher file = FILE.matcher(routing.normalizedPath());
        if (!file.matches() || !ContentCodings.acceptsGzip(routing.request().getHeader("Accept-Encoding"))) {
            routing.next();
            return;
        }
        compressed(file.group(1)).ifPresentOrElse(body -> routing.response().putHeader("Content-Type", TYPES.get(file.group(2)))
                .putHeader("Content-Encoding", ContentCodings.GZIP).putHeader("Vary", "Accept-Encoding")
                .putHeader("Cache-Control", CACHING).end(body), routing::next);
    }

    /** Returns a file in gzip; empty if there is none. Misses are not cached, because their number is unbounded. */
    private Optional<Buffer> compressed(String name) {
        return Optional.ofNullable(compressed.computeIfAbsent(name, BundleFiles::read));
    }

    private static Buffer read(String name) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream file = loader.getResourceAsStream("META-INF/resources" + PATH + name)) {
            return file == null ? null : Buffer.buffer(ContentCodings.gzip(file.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
