package org.isnad.web;

import java.net.URI;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.validation.constraints.Min;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.core.Variant;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.content.Languages;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.micrometer.core.instrument.Metrics;

/** The parameters of a read that may be answered 304 (RFC 9110, 13). */
public class ConditionalRequest {

    /** No longer, because a law may order an erasure and an editor may restrict the crisis. */
    private static final String FIXED = "public, max-age=60";

    private static final String MIN_POSITION = "minPosition";

    @HeaderParam("If-None-Match")
    @Parameter(description = "The ETag of the answer held; unchanged is answered 304.")
    public String ifNoneMatch;

    @QueryParam(MIN_POSITION)
    @Min(0)
    @Parameter(description = "A position of the crisis that this client has seen or written: the answer is at least as new.")
    public Long minPosition;

    @Context
    UriInfo uri;

    @Context
    Request request;

    private String type;

    /**
     * Returns the media type that the client prefers among those offered (RFC 9110, 12.5.1), and makes it a part of the ETag.
     */
    public String preferred(String... offered) {
        Variant chosen = request.selectVariant(Variant
                .mediaTypes(Stream.of(offered).map(MediaType::valueOf).toArray(MediaType[]::new)).build());
        type = chosen == null ? offered[0] : chosen.getMediaType().toString();
        return type;
    }

    /** Returns a hash of all parameters but the position in the list, so that a cursor fits one list only. */
    public int fingerprint() {
        TreeMap<String, Object> parameters = new TreeMap<>(uri.getQueryParameters());
        parameters.remove(MIN_POSITION);
        parameters.remove("cursor");
        parameters.remove("limit");
        return (uri.getPath() + parameters).hashCode();
    }

    /** Returns 304 if the client holds the representation already, otherwise 200 with the body. */
    public <T> RestResponse<T> answer(Validator validator, Supplier<T> body) {
        return answer(validator, body, entity -> null);
    }

    /**
     * Returns 304 if the client holds the representation already, otherwise 200 with the body.
     *
     * @param language returns the language of the body's texts, or null where there is no single one
     */
    public <T> RestResponse<T> answer(Validator validator, Supplier<T> body, Function<T, Languages.Choice> language) {
        String etag = validator.etag(representation());
        boolean isUnchanged = ETags.names(ifNoneMatch, etag);
        Metrics.counter("isnad.reads", "outcome", isUnchanged ? "unchanged" : "computed").increment();
        T entity = isUnchanged ? null : body.get();
        ResponseBuilder<T> response = ResponseBuilder.<T> create(isUnchanged ? 304 : 200).entity(entity);
        response.header("ETag", etag).header("Vary", "Accept-Language, Accept-Datetime, Authorization, X-API-Key")
                .header("Cache-Control", cacheControl(validator));
        Languages.Choice choice = entity == null ? null : language.apply(entity);
        if (choice != null && choice.tag() != null) {
            response.header("Content-Language", choice.tag());
        }
        validator.links().forEach(link -> response.header("Link", link));
        if (entity instanceof Page<?> page && page.next() != null) {
            response.header("Link", Validator.link("next", nextPage(page.next())));
        }
        return response.build();
    }

    private static String cacheControl(Validator validator) {
        if (validator.isRestricted()) {
            return "private, no-store";
        }
        return validator.isFixed() ? FIXED : "public, no-cache";
    }

    private String nextPage(String cursor) {
        URI next = uri.getRequestUriBuilder().replaceQueryParam("cursor", cursor).build();
        return next.getRawPath() + "?" + next.getRawQuery();
    }

    /** Returns what the representation depends on beside the state: the address and what is negotiated. */
    String representation() {
        return uri.getRequestUri().getRawPath() + "?" + query() + "#" + type;
    }

    /** minPosition does not change the representation, so the ETag ignores it. */
    private String query() {
        String query = uri.getRequestUri().getRawQuery();
        return query == null ? "" : query.replaceAll("(^|&)" + MIN_POSITION + "=[^&]*", "").replaceFirst("^&", "");
    }
}
