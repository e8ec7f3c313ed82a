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
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.micrometer.core.instrument.Metrics;

/** A read that may be answered with 304 (RFC 9110, 13). */
public class Conditional {

    /** Not for longer: a law may yet order it erased, or an editor close its crisis. */
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

    private boolean isClosed;

    private int erasures;

    /**
     * Says what it is about beside what the answer is made of.
     *
     * @param closed whether not everybody may read it: no cache may keep it
     * @param erased how often something of it was erased: what was kept of it before is no longer good
     */
    public void about(boolean closed, int erased) {
        isClosed |= closed;
        erasures += erased;
    }

    /** Which of several media types the client prefers (RFC 9110, 12.5.1); the ETag is then that representation's. */
    public String preferred(String... offered) {
        Variant chosen = request.selectVariant(Variant
                .mediaTypes(Stream.of(offered).map(MediaType::valueOf).toArray(MediaType[]::new)).build());
        type = chosen == null ? offered[0] : chosen.getMediaType().toString();
        return type;
    }

    /** What tells this question from others about the same thing: all parameters but the place in the list. */
    public int mark() {
        TreeMap<String, Object> parameters = new TreeMap<>(uri.getQueryParameters());
        parameters.remove(MIN_POSITION);
        parameters.remove("cursor");
        parameters.remove("limit");
        return (uri.getPath() + parameters).hashCode();
    }

    /** The answer: 304 if the client holds it already, or else 200 with the body. */
    public <T> RestResponse<T> answer(Answer answer, Supplier<T> body) {
        return answer(answer, body, entity -> null);
    }

    /** The same, with the language that the body's texts are in; null where there is no single one. */
    public <T> RestResponse<T> answer(Answer answer, Supplier<T> body, Function<T, Languages.Choice> language) {
        String etag = answer.etag(representation());
        boolean held = ETags.names(ifNoneMatch, etag);
        Metrics.counter("isnad.reads", "outcome", held ? "unchanged" : "computed").increment();
        T entity = held ? null : body.get();
        ResponseBuilder<T> response = ResponseBuilder.<T> create(held ? 304 : 200).entity(entity);
        response.header("ETag", etag).header("Vary", "Accept-Language, Accept-Datetime, Authorization, X-API-Key")
                .header("Cache-Control", isClosed ? "private, no-store" : answer.isFixed() ? FIXED : "public, no-cache");
        Languages.Choice choice = entity == null ? null : language.apply(entity);
        if (choice != null && choice.tag() != null) {
            response.header("Content-Language", choice.tag());
        }
        answer.links().forEach(link -> response.header("Link", link));
        if (entity instanceof Page<?> page && page.next() != null) {
            URI next = uri.getRequestUriBuilder().replaceQueryParam("cursor", page.next()).build();
            response.header("Link", Answer.link("next", next.getRawPath() + "?" + next.getRawQuery()));
        }
        return response.build();
    }

    /** What the answer depends on beside the state of the ledger: the address and what is negotiated. */
    String representation() {
        return uri.getRequestUri().getRawPath() + "?" + query() + "#" + type + (erasures == 0 ? "" : "#" + erasures);
    }

    /** Of how new it is at least, an answer does not depend. */
    private String query() {
        String query = uri.getRequestUri().getRawQuery();
        return query == null ? "" : query.replaceAll("(^|&)" + MIN_POSITION + "=[^&]*", "").replaceFirst("^&", "");
    }
}
