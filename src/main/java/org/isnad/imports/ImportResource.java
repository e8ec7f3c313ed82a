package org.isnad.imports;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.access.Role;
import org.jboss.resteasy.reactive.RestResponse;

/** The door for many revisions at once; the sample comes in by it too. */
@Path("/api/v1/import")
@Tag(name = "Import")
public class ImportResource {

    private final Import imports;

    ImportResource(Import imports) {
        this.imports = imports;
    }

    @POST
    @RolesAllowed(Role.EDITOR_NAME)
    @Consumes({ "application/x-ndjson", "application/jsonl" })
    @Operation(operationId = "importLines", summary = "Take in crises, sources and revisions by the line: all or nothing, safe to repeat")
    public RestResponse<ImportResult> run(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = String.class, maxLength = 10_485_760, description = "Newline-delimited JSON; each line an object whose type is crisis, source or revision."))) byte[] body,
            @QueryParam("dryRun") @DefaultValue("false") @Parameter(description = "Check and count everything, but keep nothing.") Boolean dryRun) {
        return RestResponse.ok(imports.run(body, dryRun));
    }
}
