package org.isnad.pages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;

import org.isnad.web.ContentCodings;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;

/**
 * Compresses the answers of {@link Gzipped} resources. quarkus.http.enable-compression would compress answers of the API again,
 * which are cached compressed, and buffer event streams.
 */
@Provider
@Gzipped
public class Gzip implements WriterInterceptor {

    private final CurrentVertxRequest current;

    Gzip(CurrentVertxRequest current) {
        this.current = current;
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        if (!ContentCodings.acceptsGzip(current.getCurrent().request().getHeader("Accept-Encoding"))) {
            context.proceed();
            return;
        }
        // Must be set before proceed(), which writes the headers.
        context.getHeaders().putSingle("Content-Encoding", ContentCodings.GZIP);
        OutputStream out = context.getOutputStream();
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        context.setOutputStream(buffer);
        context.proceed();
        out.write(ContentCodings.gzip(buffer.toByteArray()));
    }
}
