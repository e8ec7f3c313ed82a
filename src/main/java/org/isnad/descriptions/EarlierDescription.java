package org.isnad.descriptions;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;

/** A description of a crisis or a source that was replaced. */
@Entity
@Immutable
@Table(name = "earlier_description")
public class EarlierDescription {

    /** The type of the described thing. */
    public enum Subject {
        CRISIS,
        SOURCE
    }

    @Id
    String id;

    @Enumerated(EnumType.STRING)
    Subject subject;

    @Column(name = "subject_id")
    String subjectId;

    @Column(name = "replaced_at")
    Instant replacedAt;

    String description;

    /** The stored ones. The description at some time is the first one that was replaced later, or else the current one. */
    @ApplicationScoped
    public static class Repository implements PanacheRepositoryBase<EarlierDescription, String> {

        /**
         * Adds a description that is replaced now.
         *
         * @param description the description in JSON
         * @param now the current time, in microseconds
         */
        public void add(Subject subject, String id, String description, Instant now) {
            EarlierDescription row = new EarlierDescription();
            row.id = UUID.randomUUID().toString();
            row.subject = subject;
            row.subjectId = id;
            row.replacedAt = now;
            row.description = description;
            persist(row);
        }

        /** Returns the description of a subject at a time, or empty if it was not replaced since. */
        public Optional<String> at(Subject subject, String id, Instant time) {
            return find("subject = :subject and subjectId = :id and replacedAt > :time order by replacedAt",
                    Parameters.with("subject", subject).and("id", id).and("time", time))
                    .firstResultOptional().map(row -> row.description);
        }

        /**
         * Returns the descriptions of all subjects of a type at a time, by id; those that were not replaced since are absent.
         */
        public Map<String, String> at(Subject subject, Instant time) {
            Map<String, String> descriptions = new HashMap<>();
            list("subject = ?1 and replacedAt > ?2 order by replacedAt desc", subject, time)
                    .forEach(row -> descriptions.put(row.subjectId, row.description));
            return descriptions;
        }
    }
}
