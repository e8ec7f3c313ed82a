package org.isnad.access;

import java.net.URI;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.access.Key.MadeKey;
import org.isnad.access.Key.NewKey;
import org.isnad.web.Problem;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Creates, lists and revokes API keys; a key cannot be changed. */
@Path("/api/v1/keys")
@Tag(name = "Access")
@RolesAllowed(Role.ADMIN_NAME)
public class KeyResource {

    private static final String ID_MESSAGE = "must be the id of a key";

    private final Keys keys;
    private final Caller caller;

    KeyResource(Keys keys, Caller caller) {
        this.keys = keys;
        this.caller = caller;
    }

    /**
     * All API keys.
     *
     * @param items the keys, newest first
     */
    @Schema(requiredProperties = "items")
    public record KeyList(List<Key> items) {
    }

    /** Returns all keys, including those that are revoked or expired. */
    @GET
    @Operation(operationId = "listKeys", summary = "All API keys, newest first, without their secrets")
    public RestResponse<KeyList> list() {
        return ResponseBuilder.ok(new KeyList(keys.listKeys())).header("Cache-Control", "no-store").build();
    }

    /** Answers 201 with the key, its secret and its location, or 400 if the request is invalid. */
    @POST
    @Operation(operationId = "makeKey", summary = "Create an API key; the secret is returned only in this response")
    public RestResponse<MadeKey> create(@NotNull @Valid NewKey request) {
        MadeKey created = keys.create(request, caller.name());
        return ResponseBuilder.<MadeKey> create(201).location(URI.create("/api/v1/keys/" + created.key().id()))
                .header("Cache-Control", "no-store").entity(created).build();
    }

    /** Returns a key without its secret, or 404 if there is none with that id. */
    @GET
    @Path("{key}")
    @Operation(operationId = "readKey", summary = "An API key with its permissions, last use, expiry and revocation")
    public RestResponse<Key> read(@PathParam("key") @Pattern(regexp = ApiKeySecret.ID, message = ID_MESSAGE) String id) {
        Key key = keys.findKey(id).orElseThrow(() -> Problem.NOT_FOUND.because("Unknown key"));
        return ResponseBuilder.ok(key).header("Cache-Control", "no-store").build();
    }

    /** Revokes a key and returns it, or 404 if there is none with that id. Repeating it changes nothing. */
    @DELETE
    @Path("{key}")
    @Operation(operationId = "revokeKey", summary = "Revoke an API key permanently, with immediate effect; it remains in the list")
    public RestResponse<Key> revoke(@PathParam("key") @Pattern(regexp = ApiKeySecret.ID, message = ID_MESSAGE) String id) {
        return RestResponse.ok(keys.revoke(id, caller.name()));
    }
}
