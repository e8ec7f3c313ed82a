package org.isnad.contract;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.isnad.content.Kind;
import org.isnad.formats.Citation;
import org.isnad.reads.Brief;
import org.isnad.web.Csv;
import org.isnad.web.Formats;

/** Adds the responses and headers to an operation that follow from its method, path and parameters. */
final class OperationRules {

    private static final String SCHEMAS = "#/components/schemas/";

    private static final Map<String, String> COMMON_ERRORS = Map.of("400", "BadRequest", "401", "Unauthenticated", "406",
            "NotAcceptable", "429", "TooManyRequests", "500", "InternalError", "503", "Unavailable");
    private static final Map<String, String> WRITE_ERRORS = Map.of("408", "RequestTimeout", "409", "Conflict", "413",
            "TooLarge", "415", "UnsupportedMediaType");
    private static final Map<String, String> CONDITION_ERRORS = Map.of("412", "PreconditionFailed", "422", "KeyReused");

    /** The schemas of media types other than JSON, to which the generator gives the schema of JSON. */
    private static final Map<String, Function<Content, Schema>> OTHER_TYPES = Map.of("application/json-patch+json",
            named("JsonPatch"), Csv.TYPE, named("Table"), Formats.NDJSON, named("Lines"), Formats.GEO_JSON, named("GeoJson"),
            Formats.JSON_LD, named("JsonLd"), Formats.NINJS, named("Ninjs"), Citation.BIBTEX, named("CitationText"),
            MediaType.TEXT_PLAIN, named("CitationText"), Citation.CSL_JSON, named("CslJson"), Brief.MEDIA_TYPE,
            OperationRules::briefView);

    /** The schemas of brief views, by the prefix of the name of the full view's schema. */
    private static final Map<String, String> BRIEF_VIEWS = Map.of("RecordView", "Brief", "Revision", "Brief", "Page",
            "PageBrief",
            "ClaimsView", "BriefClaims", "Snapshot", "BriefSnapshot");

    /** The descriptions of path parameters, by name. */
    private static final Map<String, String> PATH_PARAMETERS = Map.of("id", "The id of the record.", "number",
            "The number of the revision in its record, from 1.", "crisis", "The id of the crisis.", "source",
            "The id of the source.", "key", "The id of the key, the part of it that is not secret.", "webhook",
            "The id of the webhook.");

    private OperationRules() {
    }

    private static Function<Content, Schema> named(String schema) {
        return content -> OASFactory.createSchema().ref(SCHEMAS + schema);
    }

    /**
     * Names the kind, adds the responses, headers and limits that follow from the method, path and parameters, and corrects the
     * schemas of media types other than JSON. Sorts the responses by status. The operation must have a response 200, which a
     * POST that creates a resource loses to 201.
     */
    static void complete(Operation operation, HttpMethod method, String path) {
        KindNames.replacePlaceholders(operation, path);
        APIResponses responses = operation.getResponses();
        APIResponse success = responses.getAPIResponse("200");
        responses.removeAPIResponse("400");
        addSuccesses(operation, success, method, path);
        addErrors(operation, method, path);
        if (!path.startsWith("/api/v1/" + Kind.ARTICLE.path() + "/")) {
            success.getContent().removeMediaType(Formats.NINJS);
        }
        setOtherSchemas(success.getContent());
        responses.setAPIResponses(new TreeMap<>(responses.getAPIResponses()));
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(OperationRules::complete);
        }
    }

    /** Replaces the schemas of media types other than JSON. */
    private static void setOtherSchemas(Content content) {
        content.getMediaTypes().forEach((name, type) -> {
            if (OTHER_TYPES.containsKey(name)) {
                type.setSchema(OTHER_TYPES.get(name).apply(content));
            }
        });
    }

    private static Schema briefView(Content content) {
        String name = content.getMediaType(MediaType.APPLICATION_JSON).getSchema().getRef().substring(SCHEMAS.length());
        String brief = BRIEF_VIEWS.entrySet().stream().filter(view -> name.startsWith(view.getKey())).findFirst().orElseThrow()
                .getValue();
        return OASFactory.createSchema().ref(SCHEMAS + brief);
    }

    private static void complete(Parameter parameter) {
        SchemaLimits.complete(parameter.getName(), parameter.getSchema());
        if (parameter.getIn() == Parameter.In.PATH) {
            parameter.setDescription(PATH_PARAMETERS.get(parameter.getName()));
        }
    }

    /** Adds the RateLimit and RateLimit-Policy headers to a response. */
    static void addRateLimit(APIResponse response) {
        response.addHeader("RateLimit", header("RateLimit")).addHeader("RateLimit-Policy", header("RateLimitPolicy"));
    }

    /** Calls the action with each status 2xx and its response. */
    static void forEachSuccess(APIResponses responses, BiConsumer<String, APIResponse> action) {
        responses.getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                action.accept(status, response);
            }
        });
    }

    /** Adds the responses 201 and 304 where they can occur, and the headers of successful responses. */
    private static void addSuccesses(Operation operation, APIResponse success, HttpMethod method, String path) {
        APIResponses responses = operation.getResponses();
        if (creates(operation, method, path)) {
            addCreated(responses, success, method);
        }
        if (method == HttpMethod.GET) {
            completeRead(operation, success, path);
        }
        if (hasParameter(operation, "If-None-Match")) {
            forEachSuccess(responses,
                    (status, response) -> response.addHeader("ETag", header("ETag")).addHeader("Link", header("Link")));
        }
        forEachSuccess(responses, (status, response) -> addRateLimit(response));
    }

    /** Whether the operation can create a resource and answers 201 if it does. */
    private static boolean creates(Operation operation, HttpMethod method, String path) {
        return method == HttpMethod.PUT && !isSetting(path) || hasParameter(operation, "Idempotency-Key")
                || operation.getOperationId().startsWith("make") || method == HttpMethod.POST && path.contains("/notices/");
    }

    /** Whether the path is that of a setting. A setting always exists, so PUT does not create it. */
    private static boolean isSetting(String path) {
        return path.endsWith("/visibility") || path.endsWith("/state");
    }

    /** Adds the response 201 with the Location header and the content of 200; with POST it replaces 200. */
    private static void addCreated(APIResponses responses, APIResponse success, HttpMethod method) {
        String description = "The created resource, or the one that existed already";
        success.description(description).addHeader("Location", header("Location"));
        APIResponse created = OASFactory.createAPIResponse().description(description).content(success.getContent())
                .headers(success.getHeaders());
        responses.addAPIResponse("201", created);
        if (method == HttpMethod.POST) {
            responses.removeAPIResponse("200");
        }
    }

    /** Adds the headers of a read, and the response 304 if the operation accepts If-None-Match. */
    private static void completeRead(Operation operation, APIResponse success, String path) {
        success.description("The requested representation").addHeader("Cache-Control", header("CacheControl"));
        if (hasParameter(operation, "If-None-Match")) {
            operation.getResponses().addAPIResponse("304", response("NotModified"));
            success.addHeader("Last-Modified", header("LastModified"));
        }
        if (hasParameter(operation, "Accept-Language") && path.endsWith("}")) {
            success.addHeader("Content-Language", header("ContentLanguage"));
        }
    }

    /**
     * Adds the error responses that every operation has, those of writes (other than GET), 412 and 422 with If-Match, 403 with
     * a credential and 404 if the path names a resource that a PUT does not create. Where an API key is required, allows the
     * same key as a Bearer token.
     */
    private static void addErrors(Operation operation, HttpMethod method, String path) {
        APIResponses responses = operation.getResponses();
        COMMON_ERRORS.forEach((status, name) -> responses.addAPIResponse(status, response(name)));
        if (method != HttpMethod.GET) {
            WRITE_ERRORS.forEach((status, name) -> responses.addAPIResponse(status, response(name)));
        }
        if (hasParameter(operation, "If-Match")) {
            CONDITION_ERRORS.forEach((status, name) -> responses.addAPIResponse(status, response(name)));
        }
        if (operation.getSecurity() != null && !operation.getSecurity().isEmpty()) {
            responses.addAPIResponse("403", response("Forbidden"));
            operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme("Bearer",
                    operation.getSecurity().get(0).getScheme("ApiKey")));
        }
        boolean namesResource = path.contains("{") || path.endsWith("/compare");
        if (namesResource && (method != HttpMethod.PUT || isSetting(path))) {
            responses.addAPIResponse("404", response("NotFound"));
        }
    }

    private static boolean hasParameter(Operation operation, String name) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> name.equals(parameter.getName()));
    }

    /** Returns a reference to a header of the components. */
    private static Header header(String name) {
        return OASFactory.createHeader().ref("#/components/headers/" + name);
    }

    /** Returns a reference to a response of the components. */
    private static APIResponse response(String name) {
        return OASFactory.createAPIResponse().ref("#/components/responses/" + name);
    }
}
