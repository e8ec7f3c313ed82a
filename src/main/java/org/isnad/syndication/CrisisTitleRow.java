package org.isnad.syndication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.transaction.Transactional;

import org.hibernate.annotations.Immutable;
import org.isnad.content.Text;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The stored description of a crisis in JSON, of which feeds show the title. */
@Entity
@Immutable
@Table(name = "crisis")
class CrisisTitleRow {

    @Id
    String id;

    String description;

    /** The part of a description that feeds show. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Described(Text title) {
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<CrisisTitleRow, String> {

        private final ObjectMapper mapper;

        Repository(ObjectMapper mapper) {
            this.mapper = mapper;
        }

        /** Returns the title of a crisis, which must exist. */
        @Transactional
        Text title(String crisis) {
            try {
                return mapper.readValue(findById(crisis).description, Described.class).title();
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("The stored description of crisis " + crisis + " is not readable", e);
            }
        }
    }
}
