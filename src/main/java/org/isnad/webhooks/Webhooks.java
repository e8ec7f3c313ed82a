package org.isnad.webhooks;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import org.isnad.access.Audit;
import org.isnad.access.Caller;
import org.isnad.chain.CrisisState;
import org.isnad.chain.CrisisStates;
import org.isnad.chain.LogPositions;
import org.isnad.content.Rejection;
import org.isnad.sources.Sources;
import org.isnad.webhooks.Webhook.Filter;
import org.isnad.webhooks.Webhook.MadeWebhook;
import org.isnad.webhooks.Webhook.NewWebhook;
import org.isnad.webhooks.Webhook.State;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;

/**
 * Creates, lists and changes webhooks. Callers that are neither the owner nor an admin are answered as if there were none.
 */
@ApplicationScoped
class Webhooks implements PanacheRepositoryBase<WebhookRow, String> {

    private static final int DEFAULT_OVERLAP_HOURS = 24;

    /** The number of crises that a statement names: a start tells of all of them. */
    private static final int MAX_NAMED = 1_000;

    private static final String ENDS_IN_A_NUMBER = "(.*[.])?[0-9][^.]*[.]?";

    private final DeliveryRow.Repository deliveries;
    private final CrisisStates states;
    private final Sources sources;
    private final AddressCheck addresses;
    private final WebhookSettings settings;
    private final Audit audit;
    private final Caller caller;
    private final Clock clock;

    Webhooks(DeliveryRow.Repository deliveries, CrisisStates states, Sources sources, AddressCheck addresses,
            WebhookSettings settings, Audit audit, Caller caller, Clock clock) {
        this.deliveries = deliveries;
        this.states = states;
        this.sources = sources;
        this.addresses = addresses;
        this.settings = settings;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /** Returns the states of the crises that a webhook covers, whoever may read them. */
    List<CrisisState> coveredUnchecked(String crisis, LogPositions seen) {
        return states.allUnchecked(seen).stream().filter(state -> crisis == null || crisis.equals(state.crisis())).toList();
    }

    /**
     * Creates a webhook with random keys, logs that in the audit log, and returns it with its secret.
     *
     * @throws Rejection FORBIDDEN if the caller has no key, or may not have a webhook for the crisis; INVALID if the crisis or
     *         source is unknown or the URL names an address that is refused; CONFLICT if the caller has too many webhooks
     */
    @Transactional
    MadeWebhook create(NewWebhook request) {
        requireScope(request.crisis());
        requireAddress(URI.create(request.url()).getHost());
        if (request.filter() != null && request.filter().source() != null && !sources.isKnown(request.filter().source())) {
            throw Rejection.invalid("filter.source", "is an unknown source");
        }
        if (count("owner", caller.name()) >= settings.perOwner()) {
            throw Rejection.conflict("", "is one more than the " + settings.perOwner() + " webhooks that one key may own");
        }
        WebhookRow row = newRow(request);
        SigningKeys keys = SigningKeys.generate();
        row.setKeys(keys);
        persistAndFlush(row);
        Webhook made = row.toWebhook();
        audit.log("webhook-made", caller.name(), row.id, made);
        return new MadeWebhook(made, keys.secret());
    }

    /** @throws Rejection see {@link #create} */
    private void requireScope(String crisis) {
        if (!caller.hasKey()) {
            throw Rejection.forbidden("", "needs an API key, because each delivery checks that it is still valid");
        }
        if (crisis == null) {
            caller.requireAdmin("crisis", "is required unless the caller is an admin");
        } else if (states.of(crisis).isEmpty()) {
            throw Rejection.invalid("crisis", "is an unknown crisis");
        } else {
            caller.requireWithin(crisis);
        }
    }

    /** Checks an address literal only: resolving a name here would tell the caller what the service's network has. */
    private void requireAddress(String host) {
        // Some resolvers read a number as an IPv4 address (WHATWG URL, 3.5).
        boolean isName = !host.matches(ENDS_IN_A_NUMBER);
        if (!AddressCheck.literal(host).map(addresses::allows).orElse(isName)) {
            throw Rejection.invalid("url", "must not name an address that is not public");
        }
    }

    /**
     * Returns the positions that a request states.
     *
     * @param crisis the crisis of the webhook, or null for all
     * @throws Rejection INVALID if they are malformed, name another crisis, or are after the last position of a crisis
     */
    private LogPositions positions(String crisis, String after) {
        try {
            LogPositions positions = LogPositions.parse(after);
            if (crisis != null && !Set.of(crisis).containsAll(positions.byCrisis().keySet())) {
                throw Rejection.invalid("after", "must name no crisis but that of the webhook");
            }
            requireReached(positions);
            return positions;
        } catch (IllegalArgumentException e) {
            throw Rejection.invalid("after", "must be crisis:position, separated by commas, or 0");
        }
    }

    /** Requires that each position has been reached; an unknown crisis has reached none. */
    private void requireReached(LogPositions positions) {
        LogPositions last = LogPositions.of(states.allUnchecked(positions));
        positions.byCrisis().forEach((crisis, position) -> {
            if (position > last.of(crisis)) {
                throw Rejection.invalid("after", "must not be after the last position of " + crisis);
            }
        });
    }

    private WebhookRow newRow(NewWebhook request) {
        WebhookRow row = new WebhookRow();
        row.id = UUID.randomUUID().toString();
        row.owner = caller.name();
        row.createdAt = now();
        row.url = request.url();
        row.crisisId = request.crisis();
        setFilter(row, request.filter());
        row.language = request.language() == null ? Webhook.Language.EN : request.language();
        LogPositions after = request.after() == null ? LogPositions.of(coveredUnchecked(request.crisis(), LogPositions.NONE))
                : positions(request.crisis(), request.after());
        row.positions = after.toString();
        row.leasedUntil = row.createdAt;
        row.setState(State.ACTIVE, null, row.createdAt);
        return row;
    }

    private static void setFilter(WebhookRow row, Filter filter) {
        if (filter != null) {
            row.kind = filter.kind();
            row.sourceId = filter.source();
            row.recordId = filter.record();
            row.status = filter.status();
        }
    }

    /** Returns the caller's webhooks, or all of them for an admin, newest first. */
    @Transactional
    List<Webhook> listOwn() {
        Sort newestFirst = Sort.descending("createdAt", "id");
        List<WebhookRow> rows = caller.isAdmin() ? listAll(newestFirst) : list("owner", newestFirst, caller.name());
        return rows.stream().map(WebhookRow::toWebhook).toList();
    }

    /** @throws HttpProblem (404) if there is no webhook with the id that is the caller's own, or any for an admin */
    private WebhookRow own(Optional<WebhookRow> found) {
        return found.filter(row -> caller.isAdmin() || row.owner.equals(caller.name()))
                .orElseThrow(() -> Rejection.unknown("Unknown webhook"));
    }

    private WebhookRow lockOwn(String id) {
        return own(findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** Returns a webhook of the caller. */
    @Transactional
    WebhookRow findOwn(String id) {
        return own(findByIdOptional(id));
    }

    /** Returns the last attempts to deliver of a webhook, newest first. */
    @Transactional
    List<Delivery> listDeliveries(String id) {
        findOwn(id);
        return deliveries.list("webhookId", Sort.descending("number"), id).stream().map(DeliveryRow::toDelivery).toList();
    }

    /** Deletes a webhook with its deliveries, logs that in the audit log, and returns it. */
    @Transactional
    Webhook remove(String id) {
        WebhookRow row = lockOwn(id);
        deliveries.delete("webhookId", id);
        delete(row);
        return logged("webhook-deleted", row);
    }

    private Webhook logged(String act, WebhookRow row) {
        Webhook webhook = row.toWebhook();
        audit.log(act, caller.name(), row.id, webhook);
        return webhook;
    }

    /**
     * Pauses or resumes a webhook, logs that in the audit log, and returns it. Repeating it changes nothing.
     *
     * @throws Rejection CONFLICT if its receiver has ended it
     */
    @Transactional
    Webhook setState(String id, State state) {
        WebhookRow row = lockOwn(id);
        if (row.state == State.ENDED) {
            throw Rejection.conflict("state", "cannot be changed: the receiver has ended the webhook");
        }
        if (row.state == state) {
            return row.toWebhook();
        }
        row.setState(state, state == State.PAUSED ? "Paused by " + caller.name() : null, now());
        return logged(state == State.PAUSED ? "webhook-paused" : "webhook-resumed", row);
    }

    /**
     * Begins a webhook anew after some positions, logs that in the audit log, and returns it.
     *
     * @throws Rejection INVALID if the positions are malformed, name another crisis, or are after the last one of a crisis
     */
    @Transactional
    Webhook replay(String id, String after) {
        WebhookRow row = lockOwn(id);
        row.replay(positions(row.crisisId, after), now());
        return logged("webhook-replayed", row);
    }

    /**
     * Replaces the keys of a webhook, logs that in the audit log, and returns it with its new secret.
     *
     * @throws Rejection CONFLICT if keys that were replaced before still sign, unless the overlap is 0 hours
     */
    @Transactional
    MadeWebhook rotate(String id, Integer overlapHours) {
        WebhookRow row = lockOwn(id);
        SigningKeys keys = SigningKeys.generate();
        int hours = overlapHours == null ? DEFAULT_OVERLAP_HOURS : overlapHours;
        if (hours > 0 && row.isOverlapping(now())) {
            throw Rejection.conflict("overlapHours", "must be 0 while the replaced secret still signs, until " + row.oldUntil);
        }
        row.rotate(keys, now().plus(Duration.ofHours(hours)));
        return new MadeWebhook(logged("webhook-rotated", row), keys.secret());
    }

    /**
     * Sets the active webhooks that cover some crises due now, except those that wait after a failure. If there are more than
     * {@value #MAX_NAMED} crises, sets the webhooks of all crises due.
     */
    @Transactional
    void wake(Collection<String> crises) {
        String waiting = "dueAt = ?1 where state = ?2 and attempts = 0 and dueAt > ?1";
        if (crises.size() > MAX_NAMED) {
            update(waiting, now(), State.ACTIVE);
        } else {
            update(waiting + " and (crisisId is null or crisisId in ?3)", now(), State.ACTIVE, crises);
        }
    }

    /** Returns the ids of the first webhooks that are due and that nobody delivers. */
    @Transactional
    List<String> due(int limit) {
        return find("state = ?1 and dueAt <= ?2 and leasedUntil <= ?2", Sort.by("dueAt"), State.ACTIVE, now()).page(0, limit)
                .stream().map(row -> row.id).toList();
    }

    /** Returns how many webhooks are in a state. */
    @Transactional
    long countIn(State state) {
        return count("state", state);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
