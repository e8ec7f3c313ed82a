package org.isnad.sources;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.access.Role;
import org.isnad.content.Languages;
import org.isnad.content.Slug;
import org.isnad.database.Conflicts;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.ReadParameters;
import org.isnad.web.ReplaceCondition;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Serves and stores the descriptions of sources. */
@Path("/api/v1/sources")
@Tag(name = "Sources")
public class SourceResource {

    private final Sources sources;
    private final Clock clock;

    SourceResource(Sources sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * The sources.
     *
     * @param items the sources, ordered by id
     */
    @Schema(requiredProperties = { "items" })
    public record SourceList(List<Source> items) {
    }

    /**
     * Answers with the sources of a kind, or of all kinds if it is null, ordered by id and with their names in the
     * preferred language; 304 if the client has them.
     */
    @GET
    @Operation(operationId = "listSources", summary = "All sources")
    public RestResponse<SourceList> list(
            @QueryParam("kind") @Parameter(description = "The kind of source.") Source.Kind kind,
            @Valid @BeanParam ReadParameters parameters) {
        List<Source> items = sources.listSources(parameters.latest(clock)).stream()
                .filter(source -> kind == null || kind == source.kind())
                .map(source -> localize(source, parameters.languages())).toList();
        return parameters.answer(Validator.ofValue(items), () -> new SourceList(items));
    }

    /**
     * Answers with the source and its name in the preferred language; 304 if the client has it, 404 if it
     * is unknown.
     */
    @GET
    @Path("{source}")
    @Operation(operationId = "readSource", summary = "A source")
    public RestResponse<Source> read(@PathParam("source") @Slug String id, @Valid @BeanParam ReadParameters parameters) {
        Source source = sources.findSource(id, parameters.latest(clock))
                .orElseThrow(() -> Problem.NOT_FOUND.because("Unknown source"));
        return parameters.answer(Validator.ofValue(source), () -> localize(source, parameters.languages()));
    }

    /**
     * Answers 201 if the source is new, 200 if its description was replaced, 400 if the id in the body is not
     * that in the path, and 412 if the condition does not admit the replacement.
     */
    @PUT
    @RolesAllowed(Role.EDITOR_NAME)
    @Path("{source}")
    @Operation(operationId = "putSource", summary = "Create a source, or replace its description")
    public RestResponse<Source> put(@PathParam("source") @Slug String id, @NotNull @Valid Source body,
            @Valid @BeanParam ReplaceCondition condition) {
        if (!body.id().equals(id)) {
            throw Problem.INVALID.at(Violation.body("id", "must be the id in the path"));
        }
        boolean isNew = Conflicts.repeatOnConflict(() -> sources.put(body, condition.reason(), condition::admits));
        return ResponseBuilder.<Source> create(isNew ? 201 : 200).location(URI.create("/api/v1/sources/" + id))
                .header("ETag", Validator.valueTag(body)).entity(body).build();
    }

    /**
     * Returns a source with its name in the preferred language, or in all languages if all are requested. A name
     * without the preferred language is returned in English, or else in the first of its languages by tag.
     */
    private static Source localize(Source source, Languages languages) {
        Languages.Choice language = languages.choose(new TreeSet<>(source.name().tags()), null);
        return new Source(source.id(), languages.in(language, source.name(), null), source.kind(), source.country(),
                source.url(), source.licence());
    }
}
