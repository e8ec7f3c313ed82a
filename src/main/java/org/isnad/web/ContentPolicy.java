package org.isnad.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

/** Says to browsers what an answer may load and run (Content Security Policy, level 3): in data, nothing. */
@ApplicationScoped
class ContentPolicy {

    private static final String NAME = "Content-Security-Policy";
    private static final String DATA = "default-src 'none'; frame-ancestors 'none'";
    private static final String PAGE = "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    /** It brings a script within its page. */
    private static final String SWAGGER = PAGE.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'");

    private static final int EARLY = 2000;

    void register(@Observes Filters filters) {
        filters.register(this::say, EARLY);
    }

    private void say(RoutingContext request) {
        String path = request.normalizedPath();
        request.response().putHeader(NAME,
                path.startsWith("/api/") ? DATA : path.startsWith("/q/swagger-ui") ? SWAGGER : PAGE);
        request.next();
    }
}
