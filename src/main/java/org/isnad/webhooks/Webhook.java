package org.isnad.webhooks;

import java.net.URI;
import java.time.Instant;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Status;
import org.isnad.content.InvalidContent;
import org.isnad.content.Kind;
import org.isnad.content.Slug;
import org.isnad.content.WebAddress;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A subscription that posts each new revision of a crisis, or of all crises, to a URL (Standard Webhooks 1.0, CloudEvents 1.0).
 *
 * @param id the id
 * @param url the address of the receiver
 * @param crisis the crisis, or null for all
 * @param filter which revisions are sent, or null for all
 * @param language the language of the sentences
 * @param state whether it delivers
 * @param reason why it is paused or ended, or null
 * @param stateSince since when it is in this state
 * @param publicKey the key that verifies signatures v1a: whpk_ and the 32 bytes of an Ed25519 key in base64
 * @param oldSecretUntil until when the replaced keys sign, too, or null
 * @param createdAt the time of creation
 * @param createdBy the owner: key: and the id of its key
 * @param after the positions up to which the receiver has the logs, as crisis:position separated by commas
 * @param attempts the number of failed attempts since the last success
 * @param nextAttemptAt the time of the next attempt after a failed one, or null
 */
@Schema(requiredProperties = { "id", "url", "language", "state", "stateSince", "publicKey", "createdAt", "createdBy", "after",
        "attempts" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Webhook(String id, String url, String crisis, Filter filter, Language language, State state, String reason,
        Instant stateSince, String publicKey, Instant oldSecretUntil, Instant createdAt, String createdBy, String after,
        int attempts, Instant nextAttemptAt) {

    /** Whether a webhook delivers. */
    @Schema(name = "WebhookState")
    public enum State {
        /** It delivers what is recorded. */
        @JsonProperty("active")
        ACTIVE,
        /** It waits to be resumed, and then delivers what was recorded in between. */
        @JsonProperty("paused")
        PAUSED,
        /** The receiver has ended it, by the status 410. */
        @JsonProperty("ended")
        ENDED
    }

    /** The language of the sentences that tell changes. */
    @Schema(name = "WebhookLanguage")
    public enum Language {
        @JsonProperty("ar")
        AR,
        @JsonProperty("en")
        EN,
        @JsonProperty("ru")
        RU
    }

    /**
     * A filter of the revisions that are sent; a null component matches all.
     *
     * @param kind the kind of record
     * @param source the source of the revisions
     * @param record the record
     * @param status the status of the revisions
     */
    @Schema(name = "WebhookFilter")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Filter(Kind kind, @Slug String source, @Slug String record, Status status) {

        /** Whether a revision matches. */
        boolean matches(RevisionHeader header) {
            return isAnyOr(kind, header.kind()) && isAnyOr(source, header.source()) && isAnyOr(record, header.record())
                    && isAnyOr(status, header.status());
        }

        private static boolean isAnyOr(Object condition, Object value) {
            return condition == null || condition.equals(value);
        }
    }

    /**
     * A request to create a webhook.
     *
     * @param url the address of the receiver; port 80, 443 or from 1024
     * @param crisis the crisis; only an admin may leave it out, for all crises
     * @param filter which revisions are sent, or null for all
     * @param language the language of the sentences, English if it is null
     * @param after the positions after which it begins, as crisis:position separated by commas, and at the beginning of a
     *        crisis that is not among them; if null, it begins with what is recorded next
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NewWebhook(@NotNull @WebAddress String url, @Slug String crisis, @Valid Filter filter, Language language,
            @Size(max = 100_000) String after) {

        private static final int FIRST_FREE_PORT = 1_024;
        private static final int LAST_PORT = 65_535;

        /** @throws InvalidContent if the URL has a fragment, or a port below 1024 that is not one of the web */
        public NewWebhook {
            URI uri = parse(url);
            if (uri != null && uri.getFragment() != null) {
                throw new InvalidContent("url", "must not have a fragment");
            }
            if (uri != null && !isAllowed(uri.getPort())) {
                throw new InvalidContent("url", "must have the port 80, 443 or one from 1024");
            }
        }

        /** Whether a port may be sent to; a negative one is that of the scheme. */
        private static boolean isAllowed(int port) {
            boolean isOfWeb = port < 0 || port == 80 || port == 443;
            return isOfWeb || port >= FIRST_FREE_PORT && port <= LAST_PORT;
        }

        /** Returns a URL as a URI, or null if it is none, which its constraint reports. */
        private static URI parse(String url) {
            try {
                return url == null ? null : URI.create(url);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }

    /**
     * A webhook with a new secret.
     *
     * @param webhook the webhook
     * @param secret the secret that verifies signatures v1, which is returned only once: whsec_ and 32 bytes in base64
     */
    @Schema(requiredProperties = { "webhook", "secret" })
    public record MadeWebhook(Webhook webhook, String secret) {
    }

    /**
     * Sets whether a webhook delivers.
     *
     * @param state active or paused; only a receiver ends a webhook
     */
    public record StateChange(@NotNull State state) {

        /** @throws InvalidContent if the state is ended */
        public StateChange {
            if (state == State.ENDED) {
                throw new InvalidContent("state", "must be active or paused");
            }
        }
    }

    /**
     * A request to deliver again.
     *
     * @param after the positions after which it begins, as crisis:position separated by commas, and at the beginning of a
     *        crisis that is not among them
     */
    public record Replay(
            @NotNull @Size(max = 100_000) String after) {
    }

    /**
     * A request for a new secret and key pair.
     *
     * @param overlapHours for how many hours the old ones sign, too; 24 if it is null; must be 0 while those replaced before
     *        still sign
     */
    public record Rotation(@Min(0) @Max(168) Integer overlapHours) {
    }
}
