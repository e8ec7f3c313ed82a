package org.isnad.webhooks;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.webhooks.Delivery.Failure;
import org.isnad.webhooks.Events.Message;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SocketAddress;
import javax.net.ssl.SSLException;

/**
 * Posts messages to receivers. Each one takes a connection of its own, to an address that was checked just before; redirects
 * are not followed. The name of the host remains in the Host field, in SNI and in the check of the certificate.
 */
@ApplicationScoped
class Sender {

    /** The number of bytes of a response that are read, so that a receiver that writes one is not cut off. */
    private static final int READ_BYTES = 8 * 1024;

    /** The number of names that are resolved at the same time. */
    private static final int NAME_THREADS = 4;

    private final HostNames names;
    private final AddressCheck check;
    private final WebhookSettings settings;
    private final Vertx vertx;
    private final WorkerExecutor resolvers;
    private final HttpClient client;
    private final Clock clock;

    Sender(HostNames names, AddressCheck check, WebhookSettings settings, Vertx vertx, Clock clock) {
        this.names = names;
        this.check = check;
        this.settings = settings;
        this.vertx = vertx;
        // A slow name server must not take the threads of requests.
        this.resolvers = vertx.createSharedWorkerExecutor("isnad-webhook-names", NAME_THREADS);
        this.clock = clock;
        HttpClientOptions options = new HttpClientOptions().setKeepAlive(false).setMaxPoolSize(settings.parallel())
                .setConnectTimeout(millis()).setMaxHeaderSize(READ_BYTES);
        settings.proxy().ifPresent(proxy -> options.setProxyOptions(new ProxyOptions().setType(ProxyType.HTTP)
                .setHost(proxy.getHost()).setPort(proxy.getPort())));
        this.client = vertx.createHttpClient(options);
    }

    private int millis() {
        return Math.toIntExact(settings.timeout().toMillis());
    }

    /** No address of the host may be sent to. */
    private static final class RefusedAddress extends RuntimeException {
        RefusedAddress() {
            super("no address, or one that is refused", null, false, false);
        }
    }

    /** Posts a message, and returns the outcome within the timeout. Blocks. Throws if the message cannot be signed. */
    Outcome post(WebhookRow webhook, Message message) {
        long begin = System.nanoTime();
        Integer status = null;
        Failure failure = null;
        Duration retryAfter = Duration.ZERO;
        try {
            HttpClientResponse response = exchange(webhook, message, begin).toCompletionStage().toCompletableFuture()
                    .get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            status = response.statusCode();
            retryAfter = retryAfter(response.getHeader("Retry-After"));
        } catch (TimeoutException e) {
            failure = Failure.TIMEOUT;
        } catch (ExecutionException e) {
            failure = failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = Failure.TIMEOUT;
        }
        return new Outcome(status, failure, retryAfter, (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }

    /** Returns the response when its head has arrived. */
    private Future<HttpClientResponse> exchange(WebhookRow webhook, Message message, long begin) {
        RequestOptions options = options(webhook, message);
        return resolvers.executeBlocking(() -> address(options.getHost(), webhook.attempts), false)
                .compose(address -> {
                    address.ifPresent(
                            checked -> options.setServer(SocketAddress.inetSocketAddress(options.getPort(), checked)));
                    return client.request(options);
                }).compose(request -> send(request, Buffer.buffer(message.body()), begin));
    }

    private RequestOptions options(WebhookRow webhook, Message message) {
        Instant now = clock.instant();
        RequestOptions options = new RequestOptions().setAbsoluteURI(URI.create(webhook.url).toASCIIString())
                .setMethod(HttpMethod.POST).setFollowRedirects(false).setConnectTimeout(millis());
        return options.putHeader("Content-Type", Events.TYPE).putHeader("User-Agent", "Isnad")
                .putHeader("webhook-id", message.id())
                .putHeader("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .putHeader("webhook-signature", webhook.sign(message.id(), now, message.body()));
    }

    /**
     * Returns the address to connect to: one of those of the host, another one with each attempt, after all have been checked.
     * Empty if a proxy connects, which has to resolve the name itself, and to refuse what must not be reached.
     *
     * @throws RefusedAddress if the host has no address, or one of them is refused
     */
    private Optional<String> address(String host, int attempts) {
        boolean isName = AddressCheck.literal(host).isEmpty();
        if (isName && settings.proxy().isPresent()) {
            return Optional.empty();
        }
        try {
            List<InetAddress> addresses = names.resolve(host);
            if (addresses.stream().allMatch(check::allows)) {
                return Optional.of(addresses.get(attempts % addresses.size()).getHostAddress());
            }
        } catch (UnknownHostException e) {
            // Told as a refused address is, so that no owner learns which names the service's network has.
        }
        throw new RefusedAddress();
    }

    /**
     * Sends a request, unless the timeout has passed while the name was resolved or the connection made: another attempt may
     * have begun. The connection is closed at the timeout, also if the response does not end.
     */
    private Future<HttpClientResponse> send(HttpClientRequest request, Buffer body, long begin) {
        long remainingMillis = millis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        if (remainingMillis <= 0) {
            request.reset();
            return Future.failedFuture(new TimeoutException());
        }
        long timer = vertx.setTimer(remainingMillis, over -> request.reset());
        AtomicInteger read = new AtomicInteger();
        return request.send(body).map(response -> response.handler(chunk -> {
            if (read.addAndGet(chunk.length()) > READ_BYTES) {
                request.reset();
            }
        }).exceptionHandler(cut -> vertx.cancelTimer(timer)).endHandler(end -> vertx.cancelTimer(timer)));
    }

    /** Returns the kind of a failure; a request that is reset has reached its timeout. */
    private static Failure failure(Throwable cause) {
        if (cause instanceof RefusedAddress) {
            return Failure.ADDRESS;
        }
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof SSLException) {
                return Failure.TLS;
            }
            if (at instanceof ConnectTimeoutException || at instanceof TimeoutException || at instanceof StreamResetException) {
                return Failure.TIMEOUT;
            }
        }
        return Failure.CONNECTION;
    }

    /** Returns the pause that a Retry-After field asks for (RFC 9110, 10.2.3), or zero without one that can be read. */
    private Duration retryAfter(String field) {
        if (field == null) {
            return Duration.ZERO;
        }
        try {
            if (field.matches("[0-9]{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(field));
            }
            Instant until = ZonedDateTime.parse(field, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Duration.between(clock.instant(), until);
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
