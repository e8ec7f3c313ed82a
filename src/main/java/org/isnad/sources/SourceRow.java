package org.isnad.sources;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A source as stored. */
@Entity
@Table(name = "source")
class SourceRow {

    @Id
    String id;

    String description;
}
