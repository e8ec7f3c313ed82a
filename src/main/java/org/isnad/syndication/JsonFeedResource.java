package org.isnad.syndication;

import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.isnad.content.Slug;
import org.isnad.reads.CountFilter;
import org.isnad.web.LanguageParameters;
import org.jboss.resteasy.reactive.RestResponse;

/** Serves the revisions of a crisis in JSON Feed 1.1; not in the contract, as {@link AtomResource}. */
@Path("/api/v1/crises/{crisis}/feed.json")
public class JsonFeedResource {

    private final Documents documents;

    JsonFeedResource(Documents documents) {
        this.documents = documents;
    }

    /** Returns the same document as {@link AtomResource#read}, in another format. */
    @GET
    @Produces(JsonFeed.TYPE)
    @Operation(hidden = true)
    public RestResponse<JsonFeed> read(@PathParam("crisis") @Slug String crisis, @Valid @BeanParam DocumentQuery query,
            @Valid @BeanParam CountFilter counts, @BeanParam LanguageParameters parameters, @Context UriInfo uri) {
        return documents.answer(crisis, query, counts, parameters, uri, JsonFeed::of);
    }
}
