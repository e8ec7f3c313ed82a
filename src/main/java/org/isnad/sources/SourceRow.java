package org.isnad.sources;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The stored form of a source. */
@Entity
@Table(name = "source")
class SourceRow {

    @Id
    String id;

    /** The source as JSON. */
    String description;
}
