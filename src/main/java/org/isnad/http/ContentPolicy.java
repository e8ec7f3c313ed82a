package org.isnad.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.isnad.content.Content;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

/** Adds the Content-Security-Policy header (level 3). The policy of API answers lets a browser load and run nothing. */
@ApplicationScoped
class ContentPolicy {

    private static final String NAME = "Content-Security-Policy";
    private static final String DATA = "default-src 'none'; frame-ancestors 'none'";
    private static final String PAGE = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    /** Swagger UI has an inline script and inline styles. */
    private static final String SWAGGER = PAGE.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
            .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'");

    void register(@Observes Filters filters) {
        FilterOrder.CONTENT_POLICY.register(filters, this::addHeader);
    }

    private void addHeader(RoutingContext routing) {
        routing.response().putHeader(NAME, policy(routing.normalizedPath()));
        routing.next();
    }

    /** Returns the policy of a path: the one of API answers, of Swagger UI, or of the pages for every other path. */
    private static String policy(String path) {
        if (path.startsWith("/api/")) {
            return DATA;
        }
        return path.startsWith("/q/swagger-ui") ? SWAGGER : PAGE;
    }
}
