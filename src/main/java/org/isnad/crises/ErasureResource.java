package org.isnad.crises;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.access.Role;
import org.isnad.chain.CrisisState;
import org.isnad.chain.Eraser;
import org.isnad.chain.ErasureResult;
import org.isnad.chain.Log;
import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.content.MaxLength;
import org.isnad.content.Slug;
import org.isnad.content.Text;
import org.isnad.reads.Reads;
import org.isnad.web.ConditionalRequest;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

/** The API of erasures ordered by law. */
@Path("/api/v1/crises/{crisis}/erasures")
@Tag(name = "Erasures")
public class ErasureResource {

    private final Eraser eraser;
    private final Log log;
    private final Reads reads;

    ErasureResource(Eraser eraser, Log log, Reads reads) {
        this.eraser = eraser;
        this.log = log;
        this.reads = reads;
    }

    /**
     * A requested erasure.
     *
     * @param record the id of the record
     * @param number the number of the revision whose content is erased
     * @param reason the public reason, which must not repeat the erased content
     */
    public record NewErasure(@NotNull @Slug String record, @NotNull @Min(1) Integer number,
            @NotNull @MaxLength(1_000) Text reason) {
    }

    /**
     * The erasures of a crisis.
     *
     * @param items what is left of each revision with an erasure, in position order
     */
    @Schema(requiredProperties = "items")
    public record ErasureList(List<Revision<Content>> items) {
    }

    /**
     * Returns what is left of each revision whose content was erased, or a quotation in whose evidence was, in position order
     * and all languages, or 304 if the client has the current representation.
     *
     * @throws org.isnad.content.Rejection UNKNOWN if the caller may not read the crisis
     */
    @GET
    @Operation(operationId = "listErasures", summary = "What is left of the revisions with erased content or quotations, and the public reasons")
    public RestResponse<ErasureList> list(@PathParam("crisis") @Slug String crisis,
            @Valid @BeanParam ConditionalRequest parameters) {
        CrisisState state = reads.state(crisis, parameters);
        Validator validator = Validator.ofValue(state.erasures()).restricted(reads.isRestricted(state));
        return parameters.answer(validator, () -> new ErasureList(log.erased(crisis)));
    }

    /**
     * Erases the content, evidence, reason and translations of a revision for ever, and the quotations of it in the evidence of
     * others. A revision that is erased already is returned unchanged.
     *
     * @throws org.isnad.content.Rejection UNKNOWN if the crisis does not exist, INVALID if it has no such revision
     */
    @POST
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(operationId = "eraseRevision", summary = "Erase the content of a revision and its quotations in the evidence of other revisions; hashes, numbers and standing remain")
    public RestResponse<ErasureResult> erase(@PathParam("crisis") @Slug String crisis, @NotNull @Valid NewErasure erasure) {
        return RestResponse.ok(eraser.erase(crisis, erasure.record, erasure.number, erasure.reason));
    }
}
