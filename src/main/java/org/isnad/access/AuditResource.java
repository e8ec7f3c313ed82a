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

/** The log of administrative acts. */
@Path("/api/v1/audit")
@Tag(name = "Access")
@RolesAllowed(Role.ADMIN_NAME)
public class AuditResource {

    private final Audit audit;

    AuditResource(Audit audit) {
        this.audit = audit;
    }

    /** Administrative acts. */
    @Schema(requiredProperties = "items")
    public record AuditList(List<Audit.Entry> items) {
    }

    @GET
    @Operation(operationId = "readAudit", summary = "Administrative acts, the newest first: who did what to which key, crisis, source or revision")
    public RestResponse<AuditList> read(
            @QueryParam("before") @Parameter(description = "Only what was done before then: the time of the last one seen.") Instant before,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) @Parameter(description = "How many at the most.") Integer limit) {
        return ResponseBuilder.ok(new AuditList(audit.before(before, limit))).header("Cache-Control", "no-store").build();
    }
}
