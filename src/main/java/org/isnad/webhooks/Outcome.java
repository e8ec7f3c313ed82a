package org.isnad.webhooks;

import java.time.Duration;
import java.util.Locale;

import org.isnad.webhooks.Delivery.Failure;

/**
 * The outcome of an attempt to deliver.
 *
 * @param status the status of the response, or null if there was none
 * @param failure why there was no response, or null
 * @param retryAfter the pause that the receiver asks for, or zero
 */
record Outcome(Integer status, Failure failure, Duration retryAfter, int millis) {

    private static final int GONE = 410;

    /** The outcome of an attempt for which the service could not make the message. */
    static final Outcome INTERNAL = new Outcome(null, Failure.INTERNAL, Duration.ZERO, 0);

    /** Whether the receiver has the message. */
    boolean isDelivered() {
        return status != null && status / 100 == 2;
    }

    /** Whether the receiver ends the webhook. */
    boolean isGone() {
        return status != null && status == GONE;
    }

    /** Returns the status or the failure, such as {@code 500} or {@code timeout}. */
    String cause() {
        return status == null ? failure.name().toLowerCase(Locale.ROOT) : status.toString();
    }
}
