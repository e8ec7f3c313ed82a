package org.isnad.webhooks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import org.isnad.chain.LogPositions;
import org.isnad.chain.MergedLogs.Entry;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * Stores the leases and the attempts of webhooks. An instance delivers a webhook only while it holds its lease, which replaces
 * a lock that would hold a database connection while the receiver answers; after it expires, another instance can claim it.
 */
@ApplicationScoped
class Deliveries {

    /** After this time an idle webhook is looked at although nothing has told of a change. */
    private static final Duration IDLE_CHECK = Duration.ofMinutes(5);

    /** The number of attempts that are kept of each webhook. */
    private static final int KEPT = 100;

    private final Webhooks webhooks;
    private final DeliveryRow.Repository log;
    private final WebhookSettings settings;
    private final MeterRegistry meters;
    private final Clock clock;

    Deliveries(Webhooks webhooks, DeliveryRow.Repository log, WebhookSettings settings, MeterRegistry meters, Clock clock) {
        this.webhooks = webhooks;
        this.log = log;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /** The right to deliver a webhook, which a token tells from earlier and later ones. */
    record Lease(String webhook, String token) {
    }

    /** Returns a lease of a webhook; empty if another one has it or it is not due. */
    @Transactional
    Optional<Lease> claim(String id) {
        Instant now = now();
        return lock(id).filter(row -> row.isActive() && !row.dueAt.isAfter(now) && !row.leasedUntil.isAfter(now)).map(row -> {
            row.lease = UUID.randomUUID().toString();
            row.leasedUntil = now.plus(leaseTime());
            return new Lease(id, row.lease);
        });
    }

    /** Returns how long a lease lasts: an attempt ends well before. */
    private Duration leaseTime() {
        return settings.timeout().multipliedBy(2);
    }

    private Optional<WebhookRow> lock(String id) {
        return webhooks.findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    private Optional<WebhookRow> lock(Lease lease) {
        return lock(lease.webhook).filter(row -> lease.token.equals(row.lease));
    }

    /** Extends a lease for one attempt, and returns its webhook; empty if the lease is lost or the webhook does not deliver. */
    @Transactional
    Optional<WebhookRow> extend(Lease lease) {
        Optional<WebhookRow> held = lock(lease).filter(WebhookRow::isActive);
        held.ifPresent(row -> row.leasedUntil = now().plus(leaseTime()));
        return held;
    }

    /** Ends a lease. */
    @Transactional
    void release(Lease lease) {
        lock(lease).ifPresent(row -> {
            row.lease = null;
            row.leasedUntil = now();
        });
    }

    /** Moves the positions of a webhook for which the logs have nothing more. */
    @Transactional
    void markCaughtUp(Lease lease, WebhookRow seen, LogPositions end) {
        lock(lease).filter(row -> row.isActive() && row.replays == seen.replays).ifPresent(row -> {
            row.positions = end.toString();
            row.dueAt = now().plus(IDLE_CHECK);
        });
    }

    /** Pauses a webhook that its owner may no longer have. */
    @Transactional
    void pause(Lease lease, String reason) {
        lock(lease).filter(WebhookRow::isActive).ifPresent(row -> row.setState(Webhook.State.PAUSED, reason, now()));
    }

    /**
     * Records the outcome of an attempt to deliver an entry, and moves the positions if the receiver has it. Returns whether
     * the lease lasts, and the next entry may be delivered.
     *
     * @param seen the webhook as it was before the attempt
     */
    @Transactional
    boolean record(Lease lease, WebhookRow seen, Entry entry, String messageId, Outcome outcome) {
        DeliveryRow attempt = attempt(messageId, seen.attempts + 1, outcome);
        attempt.crisisId = entry.state().crisis();
        attempt.position = entry.position();
        Optional<WebhookRow> held = lock(lease);
        held.ifPresent(row -> add(row, attempt));
        held.filter(row -> row.replays == seen.replays).ifPresent(row -> move(row, seen, entry, outcome));
        count(outcome);
        return held.isPresent() && outcome.isDelivered();
    }

    private void move(WebhookRow row, WebhookRow seen, Entry entry, Outcome outcome) {
        if (outcome.isDelivered()) {
            row.succeed(seen.positions().with(entry.state().crisis(), entry.position()), now());
        } else if (row.isActive()) {
            row.fail(outcome, settings.retryDelay(), now());
        }
    }

    /** Records the outcome of a ping, and returns it. */
    @Transactional
    Delivery recordPing(String id, String messageId, Outcome outcome) {
        DeliveryRow attempt = attempt(messageId, 1, outcome);
        lock(id).ifPresent(row -> add(row, attempt));
        count(outcome);
        return attempt.toDelivery();
    }

    private DeliveryRow attempt(String messageId, int number, Outcome outcome) {
        DeliveryRow attempt = new DeliveryRow();
        attempt.at = now();
        attempt.messageId = messageId;
        attempt.attempt = number;
        attempt.status = outcome.status();
        attempt.failure = outcome.failure();
        attempt.millis = outcome.millis();
        return attempt;
    }

    /** Stores the next attempt of a locked webhook, and forgets the one that is then too old. */
    private void add(WebhookRow row, DeliveryRow attempt) {
        row.deliveries++;
        log.delete("webhookId = ?1 and number <= ?2", row.id, row.deliveries - KEPT);
        attempt.webhookId = row.id;
        attempt.number = row.deliveries;
        log.persist(attempt);
    }

    private void count(Outcome outcome) {
        String result = outcome.isDelivered() ? "delivered" : "failed";
        meters.counter("isnad.webhooks.deliveries", "outcome", result, "cause",
                outcome.isDelivered() ? "none" : outcome.cause()).increment();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
