package org.isnad.web;

import java.net.URI;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.validation.constraints.Min;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
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

/**
 * The parameters of a conditional request (RFC 9110, 13), which is answered 304 if the client has the current representation.
 */
public class ConditionalRequest {

    /** The Cache-Control of an answer that caches may store and must revalidate. */
    public static final String CACHE_REVALIDATED = "public, no-cache";

    /** One minute, although no revision changes such an answer, because an erasure or a change of visibility does. */
    private static final String CACHE_FIXED = "public, max-age=60";

    private static final String VARY = "Accept, Accept-Encoding, Accept-Language, Accept-Datetime, Authorization, X-API-Key";

    private static final String MIN_POSITION = "minPosition";
    private static final String LIMIT = "limit";
    private static final String BOM = "bom";

    /** The header of a list in a format, which has no place for the position. */
    private static final String POSITION = "Isnad-Position";

    /** The parameter minPosition in a query, with the separator before it. */
    private static final Pattern MIN_POSITION_IN_QUERY = minPositionPattern();

    @HeaderParam("If-None-Match")
    @Parameter(description = "The ETag of the representation that the client has. If it is unchanged, the answer is 304.")
    public String ifNoneMatch;

    @QueryParam(MIN_POSITION)
    @Min(0)
    @Parameter(description = "A position of the crisis that the client has read or written. The answer is computed from this position or a later one.")
    public Long minPosition;

    @Context
    UriInfo uri;

    @Context
    Request request;

    @Context
    ResourceInfo resource;

    /** The negotiated media type, or null if there is only one. */
    protected String mediaType;

    /** The state of the descriptions of sources, if the representation shows them, or null. */
    protected Long sourcesAt;

    private boolean isFormat;

    private static Pattern minPositionPattern() {
        String separator = "(?:^|&)";
        String value = "[^&]*";
        return Pattern.compile(separator + MIN_POSITION + "=" + value);
    }

    /**
     * Selects the media type that the client prefers (content negotiation, RFC 9110, 12.5.1) and makes it part of the
     * ETag, so it must be called before {@link #answer}.
     *
     * @param offered the media types to select from; the first is the default if the client accepts none of them
     * @return the selected media type
     */
    public String preferred(String... offered) {
        Variant chosen = select(offered);
        mediaType = chosen == null ? offered[0] : chosen.getMediaType().toString();
        return mediaType;
    }

    private Variant select(String... offered) {
        return request.selectVariant(Variant
                .mediaTypes(Stream.of(offered).map(MediaType::valueOf).toArray(MediaType[]::new)).build());
    }

    /**
     * Selects the media type as {@link #preferred} does, among those that the operation produces. If it is a format, the body
     * will be written in it.
     *
     * @param currentSources the state of the descriptions of sources, which formats show
     */
    public String negotiate(long currentSources) {
        String selected = preferred(resource.getResourceMethod().getAnnotation(Produces.class).value());
        isFormat = Formats.isFormat(selected);
        sourcesAt = isFormat ? currentSources : null;
        return selected;
    }

    /** Whether the negotiated media type is a format, not JSON. */
    protected boolean isFormat() {
        return isFormat;
    }

    /** Whether a list is to be answered without pages: in a format for that, unless the request has a limit. */
    public boolean isWhole() {
        return isFormat && Formats.isWhole(mediaType) && !uri.getQueryParameters().containsKey(LIMIT);
    }

    /** Returns the languages of the texts in the answer. */
    protected Languages shownLanguages() {
        return Languages.ALL;
    }

    /** Returns the last position of the crisis that the client states to have seen, by minPosition or by an ETag, or 0. */
    public long seenPosition() {
        long byTag = seenTags().mapToLong(Validator::position).max().orElse(0);
        return Math.max(minPosition == null ? 0 : minPosition, byTag);
    }

    /** Returns the last number of the record that the client states to have seen by an ETag, or 0. */
    public int seenNumber() {
        return Math.max(0, seenTags().mapToInt(Validator::number).max().orElse(0));
    }

    private Stream<String> seenTags() {
        return ifNoneMatch == null ? Stream.empty() : ETags.tags(ifNoneMatch);
    }

    /**
     * Returns a hash of the path and of the query without minPosition and paging, so that a cursor is valid for one
     * list only. Headers do not change it.
     */
    public int fingerprint() {
        TreeMap<String, Object> parameters = new TreeMap<>(uri.getQueryParameters());
        parameters.remove(MIN_POSITION);
        parameters.remove("cursor");
        parameters.remove(LIMIT);
        parameters.remove(BOM);
        return (uri.getPath() + parameters).hashCode();
    }

    /**
     * Returns 304 if the client has the current representation, or else 200 with the body, without Content-Language.
     * Otherwise the same as {@link #answer(Validator, Supplier, Function)}.
     */
    public <T> RestResponse<T> answer(Validator validator, Supplier<T> body) {
        return answer(validator, body, entity -> null);
    }

    /**
     * Returns 304 if the client has the current representation, or else 200 with the body. Sets ETag, Vary,
     * Cache-Control and the links of the validator in both cases, and with the body also Content-Language and, for a
     * {@link Page}, the link to the next page. Counts the read in the metric isnad.reads.
     *
     * @param validator the state of the current representation
     * @param body computes the body; it is called only if the answer is 200
     * @param language returns the language of all texts of the body, or null if there is no such language
     */
    public <T> RestResponse<T> answer(Validator validator, Supplier<T> body, Function<T, Languages.Choice> language) {
        return answer(validator, body, language, UnaryOperator.identity());
    }

    /**
     * Returns the response as {@link #answer(Validator, Supplier, Function)} does, but sends a view of the body.
     *
     * @param view converts the body to what is sent; it is called only if the answer is 200
     */
    @SuppressWarnings("unchecked")
    protected <T> RestResponse<T> answer(Validator validator, Supplier<T> body, Function<T, Languages.Choice> language,
            UnaryOperator<Object> view) {
        String etag = validator.etag(representationKey());
        boolean isUnchanged = ETags.matches(ifNoneMatch, etag);
        Metrics.counter("isnad.reads", "outcome", isUnchanged ? "unchanged" : "computed").increment();
        T entity = isUnchanged ? null : body.get();
        ResponseBuilder<T> response = ResponseBuilder.<T> create(isUnchanged ? 304 : 200)
                .entity(isUnchanged ? null : (T) formatted(view.apply(entity)));
        response.header("ETag", etag).header("Vary", VARY)
                .header("Cache-Control", cacheControl(validator));
        validator.links().forEach(link -> response.header("Link", link));
        if (!isUnchanged) {
            addHeaders(response, entity, language.apply(entity));
        }
        return response.build();
    }

    private Object formatted(Object body) {
        boolean hasByteOrderMark = Boolean.parseBoolean(uri.getQueryParameters().getFirst(BOM));
        return isFormat
                ? new Formatted(body, mediaType, isWhole(), hasByteOrderMark, uri.getRequestUri(), shownLanguages())
                : body;
    }

    /** Adds the headers that depend on the body. */
    private void addHeaders(ResponseBuilder<?> response, Object body, Languages.Choice language) {
        if (language != null && language.tag() != null) {
            response.header("Content-Language", language.tag());
        }
        if (body instanceof Page<?> page && page.next() != null) {
            response.header("Link", Validator.link("next", nextPageUri(page.next())));
        }
        if (isFormat) {
            addFormat(response, body);
        }
    }

    private void addFormat(ResponseBuilder<?> response, Object body) {
        response.header("Content-Type", mediaType.startsWith("text/") ? mediaType + ";charset=UTF-8" : mediaType);
        if (body instanceof Listed list) {
            response.header(POSITION, list.pinnedTo());
        }
    }

    /**
     * Returns the value of Cache-Control: not stored if the representation is restricted, fresh for a minute if it is
     * fixed, or else stored but revalidated for each request.
     */
    private static String cacheControl(Validator validator) {
        if (validator.isRestricted()) {
            return "private, no-store";
        }
        return validator.isFixed() ? CACHE_FIXED : CACHE_REVALIDATED;
    }

    /** Returns the path and query of this request with another cursor, percent-encoded. */
    private String nextPageUri(String cursor) {
        URI next = uri.getRequestUriBuilder().replaceQueryParam("cursor", cursor).build();
        return next.getRawPath() + "?" + next.getRawQuery();
    }

    /** Returns a key that identifies the representation independently of its state: the URI and the negotiated media type. */
    protected String representationKey() {
        return uri.getRequestUri().getRawPath() + "?" + query() + "#" + mediaType + (sourcesAt == null ? "" : "#" + sourcesAt);
    }

    /** Returns the query without minPosition, which does not change the representation, so the ETag ignores it. */
    private String query() {
        String query = uri.getRequestUri().getRawQuery();
        String remaining = query == null ? "" : MIN_POSITION_IN_QUERY.matcher(query).replaceAll("");
        return remaining.startsWith("&") ? remaining.substring(1) : remaining;
    }
}
