package org.isnad.crises;

import java.net.URI;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.content.Slug;
import org.isnad.web.Answer;
import org.isnad.web.Languages;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.Reading;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Crises, and the one cheap call that tells a dashboard whether anything changed. */
@Path("/api/v1/crises")
@Tag(name = "Crises")
public class CrisisResource {

    private final Crises crises;

    CrisisResource(Crises crises) {
        this.crises = crises;
    }

    /** All crises. */
    @Schema(requiredProperties = { "items" })
    public record CrisisList(List<CrisisView> items) {
    }

    @GET
    @Operation(operationId = "listCrises", summary = "All crises and how far they have come")
    public RestResponse<CrisisList> list(@BeanParam Reading question) {
        List<CrisisView> views = crises.views(question.languages());
        return question.answer(Answer.ofState(views), () -> new CrisisList(views));
    }

    @GET
    @Path("{crisis}")
    @Operation(operationId = "readCrisis", summary = "A crisis with its position and head: whether anything changed")
    public RestResponse<CrisisView> read(@PathParam("crisis") @Slug String crisis, @BeanParam Reading question) {
        CrisisView view = crises.view(crisis, question.languages());
        return question.answer(Answer.ofState(view, Answer.link("timeline", "/api/v1/crises/" + crisis + "/feed")),
                () -> view, CrisisView::language);
    }

    @PUT
    @Path("{crisis}")
    @Operation(operationId = "putCrisis", summary = "Describe a crisis, anew if it is there; its time zone stays")
    public RestResponse<CrisisView> put(@PathParam("crisis") @Slug String id, @NotNull @Valid Crisis described) {
        if (!described.id().equals(id)) {
            throw Problem.INVALID.at(Violation.body("id", "must be the id in the path"));
        }
        boolean isNew = crises.put(described);
        return ResponseBuilder.<CrisisView> create(isNew ? 201 : 200).location(URI.create("/api/v1/crises/" + id))
                .entity(crises.view(id, Languages.ALL)).build();
    }
}
