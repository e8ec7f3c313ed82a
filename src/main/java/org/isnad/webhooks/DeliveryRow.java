package org.isnad.webhooks;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The stored form of an attempt to deliver. */
@Entity
@Immutable
@IdClass(DeliveryRow.Key.class)
@Table(name = "webhook_delivery")
class DeliveryRow {

    /** The primary key: a webhook, and the number of the attempt in it. */
    record Key(String webhookId, long number) {
    }

    @Id
    @Column(name = "webhook_id")
    String webhookId;

    @Id
    long number;

    Instant at;

    @Column(name = "message_id")
    String messageId;

    @Column(name = "crisis_id")
    String crisisId;

    Long position;

    int attempt;

    Integer status;

    @Enumerated(EnumType.STRING)
    Delivery.Failure failure;

    int millis;

    Delivery toDelivery() {
        return new Delivery(at, messageId, crisisId, position, attempt, status, failure, millis);
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<DeliveryRow, Key> {
    }
}
