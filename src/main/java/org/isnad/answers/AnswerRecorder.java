package org.isnad.answers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;

import org.isnad.chain.ReadBasis;
import org.isnad.web.ContentCodings;
import org.isnad.web.ETags;
import org.isnad.web.Formatted;
import org.isnad.web.PublicAddress;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.Vertx;

/** Keeps the answers to reads without credentials in memory, compressed if the client accepts that. */
@Provider
public class AnswerRecorder implements ContainerResponseFilter, WriterInterceptor {

    /** The headers that depend on the request rather than on the resource. */
    private static final Pattern OF_REQUEST = Pattern.compile(String.join("|", "RateLimit.*", "Access-Control-.*",
            "Connection", "Content-Length", "Transfer-Encoding"), Pattern.CASE_INSENSITIVE);

    /** The Warning of an answer from memory while the database is unavailable (RFC 7234, 5.5.2). */
    private static final String NOT_REVALIDATED = "111 - \"Revalidation Failed\"";

    private static final String KEY = AnswerKey.class.getName();

    private final Answers answers;
    private final ReadBasis basis;
    private final CurrentVertxRequest current;
    private final MeterRegistry meters;
    /** Looked up late: providers are made before the settings are read. */
    private final Instance<PublicAddress> address;

    AnswerRecorder(Answers answers, ReadBasis basis, CurrentVertxRequest current, MeterRegistry meters,
            Instance<PublicAddress> address) {
        this.answers = answers;
        this.basis = basis;
        this.current = current;
        this.meters = meters;
        this.address = address;
    }

    /**
     * Keeps an answer 304, and marks an answer 200 to be kept when its body is written. Adds a warning to an answer that may be
     * old.
     */
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (basis.isUnconfirmed()) {
            response.getHeaders().putSingle("Warning", NOT_REVALIDATED);
        }
        AnswerKey key = AnswerFilter.key(current.getCurrent());
        if (key == null) {
            return;
        }
        if (!mayBeKept(response)) {
            AnswerFilter.release(current.getCurrent());
            return;
        }
        if (key.isCompressed()) {
            response.getHeaders().putSingle("ETag", ETags.compressed(response.getHeaderString("ETag")));
        }
        if (response.getStatus() == 200) {
            request.setProperty(KEY, key);
        } else {
            keep(key, response.getHeaders(), null);
        }
    }

    /** Whether an answer is for everybody, and stays the same until a crisis changes. */
    private boolean mayBeKept(ContainerResponseContext response) {
        String cacheControl = response.getHeaderString("Cache-Control");
        return (response.getStatus() == 200 || response.getStatus() == 304) && cacheControl != null
                && cacheControl.startsWith("public") && !basis.versions().isEmpty() && !isUnkept(response.getEntity());
    }

    /** Whether a body is loaded while it is written, or has the address of the host that the client has asked. */
    private boolean isUnkept(Object body) {
        return body instanceof Formatted formatted
                && (formatted.isWhole() || formatted.hasAddresses() && address.get().url().isEmpty());
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        if (!(context.getProperty(KEY) instanceof AnswerKey key)) {
            context.proceed();
            return;
        }
        // If writing fails, the problem response passes this interceptor too and must not be stored.
        context.removeProperty(KEY);
        // Must be set before proceed(), which writes the headers.
        if (key.isCompressed()) {
            context.getHeaders().putSingle("Content-Encoding", ContentCodings.GZIP);
        }
        OutputStream out = context.getOutputStream();
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        context.setOutputStream(buffer);
        context.proceed();
        byte[] body = key.isCompressed() ? ContentCodings.gzip(buffer.toByteArray()) : buffer.toByteArray();
        keep(key, context.getHeaders(), body);
        out.write(body);
    }

    /** @param body the body, or null for an answer 304 */
    private void keep(AnswerKey key, MultivaluedMap<String, ?> headers, byte[] body) {
        List<Map.Entry<String, String>> own = new ArrayList<>();
        headers.forEach((name, values) -> values.forEach(value -> own.add(Map.entry(name, value.toString()))));
        if (body != null) {
            own.add(Map.entry("Content-Length", Integer.toString(body.length)));
        }
        List<Map.Entry<String, String>> common = new ArrayList<>(current.getCurrent().response().headers().entries());
        // The entries of Vert.x are equal to themselves only.
        common.replaceAll(Map.Entry::copyOf);
        common.removeIf(header -> OF_REQUEST.matcher(header.getKey()).matches() || own.contains(header));
        String path = Vertx.currentContext().getLocal(AnswerMetrics.PATH);
        answers.keep(key, new Answer(basis.versions(), List.copyOf(own), common, body, new AnswerMetrics(meters, path)));
        AnswerFilter.release(current.getCurrent());
    }
}
