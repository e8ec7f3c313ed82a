package org.isnad.webhooks;

import java.net.URI;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.access.Role;
import org.isnad.webhooks.Webhook.MadeWebhook;
import org.isnad.webhooks.Webhook.NewWebhook;
import org.isnad.webhooks.Webhook.Replay;
import org.isnad.webhooks.Webhook.Rotation;
import org.isnad.webhooks.Webhook.StateChange;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** Creates, lists, changes and deletes webhooks. */
@Path("/api/v1/webhooks")
@Tag(name = "Webhooks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.EDITOR_NAME)
public class WebhookResource {

    private static final String HEX = "[0-9a-f]";
    private static final String ID = HEX + "{8}(-" + HEX + "{4}){3}-" + HEX + "{12}";
    private static final String ID_MESSAGE = "must be the id of a webhook";

    private final Webhooks webhooks;
    private final Dispatcher dispatcher;

    WebhookResource(Webhooks webhooks, Dispatcher dispatcher) {
        this.webhooks = webhooks;
        this.dispatcher = dispatcher;
    }

    /**
     * Webhooks.
     *
     * @param items the webhooks, newest first
     */
    @Schema(requiredProperties = "items")
    public record WebhookList(List<Webhook> items) {
    }

    /**
     * The last attempts to deliver, up to 100.
     *
     * @param items the attempts, newest first
     */
    @Schema(requiredProperties = "items")
    public record DeliveryList(List<Delivery> items) {
    }

    private static <T> RestResponse<T> answer(T entity) {
        return ResponseBuilder.ok(entity).header("Cache-Control", "no-store").build();
    }

    /** Answers 201 with the webhook, its secret and its location. */
    @POST
    @Operation(operationId = "makeWebhook", summary = "Create a webhook, which posts what is recorded from now on; the secret is returned only in this response")
    public RestResponse<MadeWebhook> create(@NotNull @Valid NewWebhook request) {
        MadeWebhook made = webhooks.create(request);
        return ResponseBuilder.<MadeWebhook> create(201).location(URI.create("/api/v1/webhooks/" + made.webhook().id()))
                .header("Cache-Control", "no-store").entity(made).build();
    }

    /** Returns the caller's webhooks, or all of them for an admin. */
    @GET
    @Operation(operationId = "listWebhooks", summary = "The webhooks of the caller, for an admin of everybody, newest first")
    public RestResponse<WebhookList> list() {
        return answer(new WebhookList(webhooks.listOwn()));
    }

    /** Returns a webhook without its secret. */
    @GET
    @Path("{webhook}")
    @Operation(operationId = "readWebhook", summary = "A webhook with its state and the positions that its receiver has")
    public RestResponse<Webhook> read(@PathParam("webhook") @Pattern(regexp = ID, message = ID_MESSAGE) String id) {
        return answer(webhooks.findOwn(id).toWebhook());
    }

    /** Deletes a webhook and returns it as it was. */
    @DELETE
    @Path("{webhook}")
    @Operation(operationId = "deleteWebhook", summary = "Delete a webhook with its list of deliveries")
    public RestResponse<Webhook> delete(@PathParam("webhook") @Pattern(regexp = ID, message = ID_MESSAGE) String id) {
        return answer(webhooks.remove(id));
    }

    /** Pauses or resumes a webhook and returns it. */
    @PUT
    @Path("{webhook}/state")
    @Operation(operationId = "putWebhookState", summary = "Pause a webhook, or resume it, which delivers what was recorded meanwhile")
    public RestResponse<Webhook> setState(@PathParam("webhook") @Pattern(regexp = ID, message = ID_MESSAGE) String id,
            @NotNull @Valid StateChange change) {
        return answer(webhooks.setState(id, change.state()));
    }

    /** Moves a webhook to other positions and returns it. */
    @POST
    @Path("{webhook}/replay")
    @Operation(operationId = "replayWebhook", summary = "Deliver again what follows some positions, with the same webhook-id as before")
    public RestResponse<Webhook> replay(@PathParam("webhook") @Pattern(regexp = ID, message = ID_MESSAGE) String id,
            @NotNull @Valid Replay replay) {
        return answer(webhooks.replay(id, replay.after()));
    }

    /** Replaces the secret and the key pair of a webhook, and returns it with the new secret. */
    @POST
    @Path("{webhook}/secret")
    @Operation(operationId = "rotateWebhookSecret", summary = "Replace the secret and the key pair; for some hours the old ones sign, too")
    public RestResponse<MadeWebhook> rotate(@PathParam("webhook") @Pattern(regexp = ID, message = ID_MESSAGE) String id,
            @NotNull @Valid Rotation rotation) {
        return answer(webhooks.rotate(id, rotation.overlapHours()));
    }

    /** Sends a ping and returns the outcome, whatever it is. */
    @POST
    @Path("{webhook}/ping")
    @Blocking
    @Operation(operationId = "pingWebhook", summary = "Send a signed ping to the receiver now, and return the outcome")
    public Uni<RestResponse<Delivery>> ping(@PathParam("webhook") @Pattern(regexp = ID, message = ID_MESSAGE) String id) {
        WebhookRow webhook = webhooks.findOwn(id);
        return Uni.createFrom().completionStage(() -> dispatcher.ping(webhook).toCompletionStage())
                .map(WebhookResource::answer);
    }

    /** Returns the last attempts to deliver. */
    @GET
    @Path("{webhook}/deliveries")
    @Operation(operationId = "listWebhookDeliveries", summary = "The last 100 attempts to deliver, newest first")
    public RestResponse<DeliveryList> deliveries(
            @PathParam("webhook") @Pattern(regexp = ID, message = ID_MESSAGE) String id) {
        return answer(new DeliveryList(webhooks.listDeliveries(id)));
    }
}
