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

/** Imports many crises, sources and revisions in one request. */
@Path("/api/v1/import")
@Tag(name = "Import")
public class ImportResource {

    private final Import imports;

    ImportResource(Import imports) {
        this.imports = imports;
    }

    @POST
    @RolesAllowed(Role.EDITOR_NAME)
    @Consumes({ "application/x-ndjson", "application/jsonl", "application/json" })
    @Operation(operationId = "importLines", summary = "Import crises, sources and revisions as newline-delimited JSON or a JSON array: all or nothing, safe to repeat")
    public RestResponse<ImportResult> run(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = String.class, maxLength = 10_485_760, description = "Newline-delimited JSON, or a JSON array of the same objects; the type of each is crisis, source, revision or end."))) byte[] body,
            @QueryParam("dryRun") @DefaultValue("false") @Parameter(description = "Validate and count the lines without storing anything.") Boolean dryRun) {
        return RestResponse.ok(imports.run(body, dryRun));
    }
}
