package org.isnad.syndication;

import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.isnad.content.Slug;
import org.isnad.reads.CountFilter;
import org.isnad.web.LanguageParameters;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Serves the revisions of a crisis in Atom (RFC 4287). The operation is not in the contract, because the format has its own
 * specification and feed readers, not generated clients, read it.
 */
@Path("/api/v1/crises/{crisis}/feed.atom")
public class AtomResource {

    private final Documents documents;

    AtomResource(Documents documents) {
        this.documents = documents;
    }

    /**
     * Returns the newest matching revisions or those of an archive, or 304 if the client has the current representation.
     *
     * @throws org.isnad.content.Rejection UNKNOWN if the caller may not read the crisis
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if the source is unknown, (404) if the archive is
     */
    @GET
    @Produces(AtomWriter.TYPE)
    @Operation(hidden = true)
    public RestResponse<String> read(@PathParam("crisis") @Slug String crisis, @Valid @BeanParam DocumentQuery query,
            @Valid @BeanParam CountFilter counts, @BeanParam LanguageParameters parameters, @Context UriInfo uri) {
        RestResponse<String> answer = documents.answer(crisis, query, counts, parameters, uri, AtomWriter::write);
        if (answer.getEntity() != null) {
            answer.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, AtomWriter.CONTENT_TYPE);
        }
        return answer;
    }
}
