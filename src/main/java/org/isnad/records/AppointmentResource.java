package org.isnad.records;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.access.Role;
import org.isnad.chain.NewRevision;
import org.isnad.chain.Revision;
import org.isnad.content.Actor;
import org.isnad.content.Appointment;
import org.isnad.content.Slug;
import org.isnad.reads.Brief;
import org.isnad.reads.ViewParameters;
import org.isnad.web.Csv;
import org.isnad.web.Formats;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.jboss.resteasy.reactive.RestResponse;

/** The API of appointments and dismissals. */
@Path("/api/v1/appointments")
@Tag(name = "Appointments")
public class AppointmentResource extends RecordResource<Appointment> {

    AppointmentResource() {
        super(Appointment.class);
    }

    /**
     * Returns the preferred claims of a crisis that match all given filters, newest first. A record whose preferred
     * claim does not match is left out. Person, post and who appointed match a part of the name in any language, ignoring case;
     * the
     * other filters are exact.
     */
    @GET
    @Produces({ MediaType.APPLICATION_JSON, Brief.MEDIA_TYPE, Csv.TYPE, Formats.NDJSON, Formats.GEO_JSON, Formats.JSON_LD })
    @Operation(operationId = "listAppointments", summary = "The preferred claims of a crisis's {records}, newest first")
    public RestResponse<Page<Revision<Appointment>>> list(
            @Valid @BeanParam ListFilter listed,
            @QueryParam("act") @Parameter(description = "How the holder of the post changed.") Appointment.Act act,
            @QueryParam("person") @Parameter(description = "The person's name or a part of it in any language, such as Massimov.") String person,
            @QueryParam("post") @Parameter(description = "The post or a part of its name in any language, such as Prime Minister.") String post,
            @QueryParam("by") @Parameter(description = "The name of who appointed or dismissed the person, or a part of it in any language, such as Tokayev.") String by,
            @BeanParam ViewParameters parameters, @Valid @BeanParam Paging paging) {
        RevisionFilter<Appointment> filter = RevisionFilter.<Appointment> of(listed).where(act, Appointment::act)
                .matching(person, one -> Actor.isNamed(one.person(), person))
                .matching(post, one -> one.post().containsIgnoringSpelling(post))
                .matching(by, one -> Actor.isNamed(one.by(), by));
        return records.listPreferred(Appointment.class, listed.crisis, filter, parameters, paging);
    }

    /** Stores the report as the first revision of a new record, whose id the service chooses, and returns the revision. */
    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Operation(operationId = "createAppointment", summary = "Create a record of {a record} with its first revision")
    public RestResponse<Revision<Appointment>> create(@NotNull @Valid NewRevision<Appointment> report,
            @Valid @BeanParam WriteConditions conditions) {
        return createdResponse(chain.create(Appointment.class, report, conditions.options()));
    }

    /**
     * Stores the report as the first revision of a new record and returns the revision; 200 if the record has that first
     * revision already, 409 if it has another one.
     */
    @PUT
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}")
    @Operation(operationId = "putAppointment", summary = "Create a record of {a record} with an id that the client chooses; idempotent")
    public RestResponse<Revision<Appointment>> put(@PathParam("id") @Slug String id,
            @NotNull @Valid NewRevision<Appointment> report,
            @Valid @BeanParam WriteConditions conditions) {
        return createdResponse(chain.put(Appointment.class, id, report, conditions.options()));
    }

    /** Stores the report as the next revision of the record and returns the revision. */
    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}/revisions")
    @Operation(operationId = "appendAppointmentRevision", summary = "Append a revision to {a record}: a report, a correction or a retraction")
    public RestResponse<Revision<Appointment>> append(@PathParam("id") @Slug String id,
            @NotNull @Valid NewRevision<Appointment> report,
            @Valid @BeanParam WriteConditions conditions) {
        return appendedResponse(chain.append(Appointment.class, id, report, conditions.options()));
    }
}
