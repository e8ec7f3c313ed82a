package org.isnad.http;

import java.io.IOException;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;

/** Suppresses write errors of connections that the client has closed. They are not failures of the service. */
@Provider
@Priority(0)
class ClientGone implements WriterInterceptor {

    private final CurrentVertxRequest current;

    ClientGone(CurrentVertxRequest current) {
        this.current = current;
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        try {
            context.proceed();
        } catch (IOException e) {
            if (!current.getCurrent().response().closed()) {
                throw e;
            }
        }
    }
}
