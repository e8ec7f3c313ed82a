package org.isnad.access;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.access.Caller.Permissions;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Tells a client what its credential permits, so that it offers nothing that would be refused. */
@Path("/api/v1/caller")
@Tag(name = "Access")
@RolesAllowed(Role.READER_NAME)
public class CallerResource {

    private final Caller caller;

    CallerResource(Caller caller) {
        this.caller = caller;
    }

    /** Returns the permissions of the credential of the request; 401 without a valid one. */
    @GET
    @Operation(operationId = "readCaller", summary = "The permissions of the request's credential")
    public RestResponse<Permissions> read() {
        return ResponseBuilder.ok(caller.permissions()).header("Cache-Control", "no-store").build();
    }
}
