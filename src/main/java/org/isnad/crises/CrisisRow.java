package org.isnad.crises;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A crisis as stored; how far it has come is in the ledger. */
@Entity
@Table(name = "crisis")
class CrisisRow {

    @Id
    String id;

    String description;
}
