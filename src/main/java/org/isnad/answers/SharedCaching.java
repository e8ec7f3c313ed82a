package org.isnad.answers;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

import org.isnad.chain.ReadBasis;
import org.isnad.web.ConditionalRequest;

/**
 * Sets the headers by which HTTP caches keep and purge the answers of open crises (RFC 9111): how long such an answer is fresh,
 * when its crises last changed, and their ids. It runs before {@link AnswerRecorder}, which keeps the headers.
 */
@Provider
@Priority(Priorities.USER + 1)
public class SharedCaching implements ContainerResponseFilter {

    /** The maximum number of keys: more would exceed the size of headers that proxies and clients accept. */
    private static final int MAX_KEYS = 20;

    private static final int FIRST_ERROR = 400;

    /** The form of a date in HTTP (RFC 9110, 5.6.7), in which the day always has two digits. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter
            .ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final ReadBasis basis;
    private final CachePolicy policy;

    SharedCaching(ReadBasis basis, CachePolicy policy) {
        this.basis = basis;
        this.policy = policy;
    }

    /** Completes the headers of an answer that caches may keep. Others, such as problems, remain unchanged. */
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String cacheControl = response.getHeaderString(HttpHeaders.CACHE_CONTROL);
        if (cacheControl == null || cacheControl.contains("no-store")) {
            return;
        }
        if (cacheControl.equals(ConditionalRequest.CACHE_REVALIDATED) && !mustBeRevalidated(request)) {
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, policy.current());
        }
        if (cacheControl.startsWith("public") && basis.lastRecordedAt() != null) {
            response.getHeaders().putSingle(HttpHeaders.LAST_MODIFIED, httpDate(basis.lastRecordedAt()));
        }
        Set<String> crises = crises(request, response);
        if (policy.keyHeader() != null && !crises.isEmpty()
                && crises.size() <= MAX_KEYS) {
            response.getHeaders().putSingle(policy.keyHeader(), policy.keys(crises));
        }
    }

    private static String httpDate(Instant instant) {
        return HTTP_DATE.format(instant);
    }

    /**
     * Whether an answer must be revalidated although it is public. A client with a credential may write, and reads what it has
     * written. A cached answer would end a long poll at once. While the database is unavailable, the state is unconfirmed.
     */
    private boolean mustBeRevalidated(ContainerRequestContext request) {
        boolean hasCredential = request.getHeaderString(HttpHeaders.AUTHORIZATION) != null
                || request.getHeaderString("X-API-Key") != null;
        return hasCredential || request.getUriInfo().getQueryParameters().containsKey("wait") || basis.isUnconfirmed();
    }

    /** Returns the ids of the crises that an answer is made of; for the description of a crisis, that of the path. */
    private Set<String> crises(ContainerRequestContext request, ContainerResponseContext response) {
        Set<String> crises = new TreeSet<>(basis.crises());
        String described = request.getUriInfo().getPathParameters().getFirst("crisis");
        // The id in the path of a failed request is not validated.
        if (described != null && response.getStatus() < FIRST_ERROR) {
            crises.add(described);
        }
        return crises;
    }
}
