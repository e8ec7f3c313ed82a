package org.isnad.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.isnad.chain.LogPositions;
import org.isnad.chain.Status;
import org.isnad.content.Kind;
import org.isnad.webhooks.Webhook.Filter;

/** The stored form of a webhook: what it sends, how far it is, and who delivers it at present. */
@Entity
@Table(name = "webhook")
class WebhookRow {

    private static final Duration MAX_RETRY_DELAY = Duration.ofHours(1);
    private static final Duration MAX_RETRY_AFTER = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofDays(1);
    /** Doubling a delay more often has no effect, because it is then above the maximum. */
    private static final int MAX_DOUBLINGS = 20;
    /** By which part a delay is made longer or shorter at random, so that receivers are not sent to in step. */
    private static final double JITTER = 0.25;

    @Id
    String id;

    String owner;

    @Column(name = "created_at")
    Instant createdAt;

    String url;

    @Column(name = "crisis_id")
    String crisisId;

    @Enumerated(EnumType.STRING)
    Kind kind;

    @Column(name = "source_id")
    String sourceId;

    @Column(name = "record_id")
    String recordId;

    @Enumerated(EnumType.STRING)
    Status status;

    @Enumerated(EnumType.STRING)
    Webhook.Language language;

    String secret;

    @Column(name = "private_key")
    String privateKey;

    @Column(name = "public_key")
    String publicKey;

    @Column(name = "old_secret")
    String oldSecret;

    @Column(name = "old_private_key")
    String oldPrivateKey;

    @Column(name = "old_until")
    Instant oldUntil;

    @Enumerated(EnumType.STRING)
    Webhook.State state;

    String reason;

    @Column(name = "state_since")
    Instant stateSince;

    /** In the form of {@link LogPositions#toString}. */
    String positions;

    int replays;

    @Column(name = "due_at")
    Instant dueAt;

    int attempts;

    @Column(name = "failing_since")
    Instant failingSince;

    String lease;

    @Column(name = "leased_until")
    Instant leasedUntil;

    long deliveries;

    LogPositions positions() {
        return LogPositions.parse(positions);
    }

    Filter filter() {
        return new Filter(kind, sourceId, recordId, status);
    }

    boolean isActive() {
        return state == Webhook.State.ACTIVE;
    }

    Webhook toWebhook() {
        boolean isFiltered = Stream.of(kind, sourceId, recordId, status).anyMatch(condition -> condition != null);
        Filter filter = isFiltered ? filter() : null;
        Instant nextAttemptAt = isActive() && attempts > 0 ? dueAt : null;
        return new Webhook(id, url, crisisId, filter, language, state, reason, stateSince, publicKey, oldUntil, createdAt,
                owner, positions, attempts, nextAttemptAt);
    }

    /** Sets the keys that sign from now on. */
    void setKeys(SigningKeys keys) {
        secret = keys.secret();
        privateKey = keys.privateKey();
        publicKey = keys.publicKey();
    }

    /** Replaces the keys; the old ones sign, too, until a time. */
    void rotate(SigningKeys keys, Instant until) {
        oldSecret = secret;
        oldPrivateKey = privateKey;
        oldUntil = until;
        setKeys(keys);
    }

    /** Whether replaced keys sign, too, at a time. */
    boolean isOverlapping(Instant at) {
        return oldUntil != null && at.isBefore(oldUntil);
    }

    /** Returns the signatures of a message that is sent at a time, separated by spaces: the new ones, and then the old ones. */
    String sign(String messageId, Instant at, byte[] body) {
        String signatures = new SigningKeys(secret, privateKey, publicKey).sign(messageId, at.getEpochSecond(), body);
        if (!isOverlapping(at)) {
            return signatures;
        }
        return signatures + " " + new SigningKeys(oldSecret, oldPrivateKey, null).sign(messageId, at.getEpochSecond(), body);
    }

    /** Sets the state and the reason for it, which may be null. An active webhook is due at once, as if it had never failed. */
    void setState(Webhook.State to, String why, Instant now) {
        state = to;
        reason = why;
        stateSince = now;
        setNeverFailed(now);
    }

    /** Begins anew after some positions, at once. A delivery that is under way does not move them. */
    void replay(LogPositions after, Instant now) {
        positions = after.toString();
        replays++;
        setNeverFailed(now);
    }

    private void setNeverFailed(Instant now) {
        attempts = 0;
        failingSince = null;
        dueAt = now;
    }

    /** Moves the positions after a success. */
    void succeed(LogPositions next, Instant now) {
        positions = next.toString();
        setNeverFailed(now);
    }

    /** Ends the webhook, pauses it after a day of failures, or plans the next attempt. */
    void fail(Outcome outcome, Duration retryDelay, Instant now) {
        failingSince = failingSince == null ? now : failingSince;
        if (outcome.isGone()) {
            setState(Webhook.State.ENDED, "The receiver answered with status 410", now);
        } else if (!now.isBefore(failingSince.plus(PATIENCE))) {
            setState(Webhook.State.PAUSED, "Every attempt of a day has failed, the last one with " + outcome.cause(), now);
        } else {
            dueAt = now.plus(pause(outcome, retryDelay));
            attempts++;
        }
    }

    /** Returns the pause before the next attempt: it doubles with each failure, up to an hour, or is what the receiver asks. */
    private Duration pause(Outcome outcome, Duration retryDelay) {
        Duration doubled = retryDelay.multipliedBy(1L << Math.min(attempts, MAX_DOUBLINGS));
        Duration bounded = shorter(doubled, MAX_RETRY_DELAY);
        double factor = 1 - JITTER + 2 * JITTER * ThreadLocalRandom.current().nextDouble();
        Duration pause = Duration.ofMillis((long) (bounded.toMillis() * factor));
        Duration asked = shorter(outcome.retryAfter(), MAX_RETRY_AFTER);
        return asked.compareTo(pause) > 0 ? asked : pause;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
