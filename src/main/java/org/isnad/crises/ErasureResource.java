package org.isnad.crises;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
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
import org.isnad.access.Audit;
import org.isnad.access.Caller;
import org.isnad.access.Role;
import org.isnad.chain.Chain;
import org.isnad.chain.Ledger;
import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.content.MaxLength;
import org.isnad.content.Slug;
import org.isnad.content.Text;
import org.isnad.web.Answer;
import org.isnad.web.Conditional;
import org.isnad.web.Problem;
import org.jboss.resteasy.reactive.RestResponse;

/** What a law has ordered erased. */
@Path("/api/v1/crises/{crisis}/erasures")
@Tag(name = "Erasures")
public class ErasureResource {

    private final Chain chain;
    private final Ledger ledger;
    private final Audit audit;
    private final Caller caller;

    ErasureResource(Chain chain, Ledger ledger, Audit audit, Caller caller) {
        this.chain = chain;
        this.ledger = ledger;
        this.audit = audit;
        this.caller = caller;
    }

    /**
     * What is to be erased.
     *
     * @param record the record
     * @param number the number of the revision
     * @param reason why, for the public; it must not repeat what is erased
     */
    public record NewErasure(@NotNull @Slug String record, @NotNull @Min(1) Integer number,
            @NotNull @MaxLength(1_000) Text reason) {
    }

    /** What is left of the revisions of which something was erased, in position order. */
    @Schema(requiredProperties = "items")
    public record ErasureList(List<Revision<Content>> items) {
    }

    @GET
    @Operation(operationId = "listErasures", summary = "What is left of the revisions of which something was erased, with the reasons")
    public RestResponse<ErasureList> list(@PathParam("crisis") @Slug String crisis, @BeanParam Conditional question) {
        Ledger.State state = ledger.states(List.of(crisis), question).stream().findFirst()
                .orElseThrow(() -> Problem.NOT_FOUND.because("There is no such crisis"));
        return question.answer(Answer.ofState(state.erasures()), () -> new ErasureList(ledger.erased(crisis)));
    }

    @POST
    @RolesAllowed(Role.ADMIN_NAME)
    @Transactional
    @Operation(operationId = "eraseRevision", summary = "Erase what a revision says, and what others' evidence quotes of it: hashes, numbers and standing stay")
    public RestResponse<Chain.Erased> erase(@PathParam("crisis") @Slug String crisis, @NotNull @Valid NewErasure erasure) {
        Chain.Erased erased = chain.erase(crisis, erasure.record, erasure.number, erasure.reason);
        audit.log("revision-erased", caller.name(), crisis, erasure);
        return RestResponse.ok(erased);
    }
}
