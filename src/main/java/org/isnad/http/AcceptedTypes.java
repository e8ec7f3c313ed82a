package org.isnad.http;

import java.util.List;
import java.util.stream.Stream;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

import org.isnad.content.Kind;
import org.isnad.web.Formats;
import org.isnad.web.Problem;

/**
 * Selects the media type of an answer (RFC 9110, 12.5.1), which the content negotiation of Quarkus REST does not do for
 * {@code q=0} and for ranges such as {@code text/*}.
 */
@Provider
public class AcceptedTypes implements ContainerRequestFilter {

    private static final String[] JSON = { MediaType.APPLICATION_JSON };

    @Context
    ResourceInfo resource;

    /**
     * Answers 406 if the Accept header excludes every media type of the resource method's {@code @Produces}, or JSON if
     * it has none, and 400 if it is malformed. Of several types, that of the highest weight, or the first of these, takes the
     * place of the header: Quarkus REST does not resolve ranges such as {@code text/*}.
     */
    @Override
    public void filter(ContainerRequestContext request) {
        String accept = request.getHeaderString(HttpHeaders.ACCEPT);
        Produces produces = resource.getResourceMethod().getAnnotation(Produces.class);
        String path = request.getUriInfo().getPath();
        String[] types = Stream.of(produces == null ? JSON : produces.value()).filter(type -> isOffered(type, path))
                .toArray(String[]::new);
        boolean isSimple = types.length == 1 && (accept == null || !accept.contains("q=0"));
        if (accept == null || isSimple) {
            return;
        }
        String best = best(types, parseRanges(request));
        if (best == null) {
            throw Problem.NOT_ACCEPTABLE.because("The Accept header excludes every media type of this operation");
        }
        if (types.length > 1) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, best);
        }
    }

    /** Whether an operation offers a media type that it produces: ninjs is for articles, whose reads all kinds share. */
    private static boolean isOffered(String type, String path) {
        return !type.equals(Formats.NINJS) || path.startsWith("/api/v1/" + Kind.ARTICLE.path() + "/");
    }

    /** Returns the first of the types with the highest weight, or null if none has a weight above 0. */
    private static String best(String[] types, List<MediaType> ranges) {
        String best = null;
        double highest = 0;
        for (String type : types) {
            double weight = weight(MediaType.valueOf(type), ranges);
            if (weight > highest) {
                highest = weight;
                best = type;
            }
        }
        return best;
    }

    /**
     * Returns the media ranges of the Accept header.
     *
     * @throws HttpProblem (400) if the header is malformed
     */
    private static List<MediaType> parseRanges(ContainerRequestContext request) {
        try {
            List<MediaType> ranges = request.getAcceptableMediaTypes();
            ranges.forEach(AcceptedTypes::weight);
            return ranges;
        } catch (IllegalArgumentException | WebApplicationException e) {
            throw Problem.INVALID.at(Problem.Violation.header(HttpHeaders.ACCEPT, "is not a list of media ranges"));
        }
    }

    /** Returns the weight (q, from 0 to 1) of the most specific range that matches the type, or 0 if none matches. */
    private static double weight(MediaType type, List<MediaType> ranges) {
        double weight = 0;
        int mostSpecific = -1;
        for (MediaType range : ranges) {
            int specificity = specificity(range);
            if (range.isCompatible(type) && specificity > mostSpecific) {
                mostSpecific = specificity;
                weight = weight(range);
            }
        }
        return weight;
    }

    /** @throws NumberFormatException if it is no number */
    private static double weight(MediaType range) {
        return Double.parseDouble(range.getParameters().getOrDefault("q", "1"));
    }

    /** Returns how many of its type and subtype a range names. */
    private static int specificity(MediaType range) {
        int ofType = range.isWildcardType() ? 0 : 1;
        int ofSubtype = range.isWildcardSubtype() ? 0 : 1;
        return ofType + ofSubtype;
    }
}
