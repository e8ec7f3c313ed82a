package org.isnad.crises;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A stored description of a crisis, in JSON. The ledger row holds the state of the log. */
@Entity
@Table(name = "crisis")
class CrisisRow {

    @Id
    String id;

    String description;
}
