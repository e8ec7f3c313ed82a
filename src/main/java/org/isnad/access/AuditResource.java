package org.isnad.access;

import java.time.Instant;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Serves the audit log. */
@Path("/api/v1/audit")
@Tag(name = "Access")
@RolesAllowed(Role.ADMIN_NAME)
public class AuditResource {

    private final Audit audit;

    AuditResource(Audit audit) {
        this.audit = audit;
    }

    /**
     * A page of the audit log.
     *
     * @param items the entries, newest first
     */
    @Schema(requiredProperties = "items")
    public record AuditList(List<Audit.Entry> items) {
    }

    /** Returns the entries before a time, newest first. Nothing is removed from the log. */
    @GET
    @Operation(operationId = "readAudit", summary = "The audit log of administrative actions, newest first")
    public RestResponse<AuditList> read(
            @QueryParam("before") @Parameter(description = "The time that all entries must precede; for the next page, the time of the last entry received.") Instant before,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) @Parameter(description = "The maximum number of entries.") Integer limit) {
        return ResponseBuilder.ok(new AuditList(audit.listEntries(before, limit))).header("Cache-Control", "no-store").build();
    }
}
