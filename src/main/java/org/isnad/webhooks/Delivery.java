package org.isnad.webhooks;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An attempt to deliver.
 *
 * @param at when the attempt ended
 * @param messageId the value of webhook-id, which is the same for all attempts to deliver a revision
 * @param crisis the crisis of the revision, or null for a ping
 * @param position the position of the revision, or null for a ping
 * @param attempt 1 for the first attempt
 * @param status the status of the response, or null if there was none; 2xx is a success
 * @param failure why there was no response, or null
 * @param millis the duration in milliseconds
 */
@Schema(requiredProperties = { "at", "messageId", "attempt", "millis" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Delivery(Instant at, String messageId, String crisis, Long position, int attempt, Integer status, Failure failure,
        int millis) {

    /** Why there was no response. */
    @Schema(name = "DeliveryFailure")
    public enum Failure {
        /** The name of the host has no address, or one that webhooks are not sent to. */
        @JsonProperty("address")
        ADDRESS,
        /** The receiver refused or broke the connection. */
        @JsonProperty("connection")
        CONNECTION,
        /** The service could not make the message; it is tried again as after other failures. */
        @JsonProperty("internal")
        INTERNAL,
        /** The certificate of the receiver is not valid for its name, or TLS failed otherwise. */
        @JsonProperty("tls")
        TLS,
        /** The receiver did not respond in time. */
        @JsonProperty("timeout")
        TIMEOUT
    }
}
