package org.isnad.changes;

import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.content.Slug;
import org.isnad.web.Csv;
import org.isnad.web.Formats;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.ReadParameters;
import org.jboss.resteasy.reactive.RestResponse;

/** The API of the changes of a crisis. */
@Path("/api/v1/crises/{crisis}/changes")
@Tag(name = "Crises")
public class ChangesResource {

    private final Changes changes;

    ChangesResource(Changes changes) {
        this.changes = changes;
    }

    /**
     * Returns the records that have a revision in a span, or that a revision of another record affects in it. The most recently
     * reported record comes first.
     */
    @GET
    @Produces({ MediaType.APPLICATION_JSON, Csv.TYPE, Formats.NDJSON })
    @Operation(operationId = "listChanges", summary = "The records that changed in a span, with each change in a sentence and the differences")
    public RestResponse<Page<RecordChange>> list(@PathParam("crisis") @Slug String crisis, @Valid @BeanParam ChangeSpan span,
            @BeanParam ReadParameters parameters, @Valid @BeanParam Paging paging) {
        return changes.list(crisis, span, parameters, paging);
    }
}
