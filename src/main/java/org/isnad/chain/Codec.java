package org.isnad.chain;

import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.content.Content;
import org.isnad.content.Evidence;
import org.isnad.content.PartialDate;
import org.isnad.content.Text;
import org.isnad.content.Translation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Between revisions as they live and as they are stored and hashed. */
@ApplicationScoped
class Codec {

    private final ObjectMapper mapper;

    Codec(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** All that a law could order erased: what the content hash is taken of; and what stands in its place once it was. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Body<C extends Content>(C content, List<Evidence> evidence, Text reason, List<Translation> translations,
            Erasure erased) {
    }

    /** The canonical JSON of a report's content, evidence, reason and translations. */
    String body(NewRevision<?> report) {
        return canonical(new Body<>(report.content(), report.evidence(), report.reason(), report.translations(), null));
    }

    /** What is left of a report of another instance that was erased there. */
    String left(NewRevision<?> report, Erasure erasure) {
        return erasure.scope() == Erasure.Scope.CONTENT ? tombstone(erasure)
                : canonical(new Body<>(report.content(), report.evidence(), report.reason(), report.translations(), erasure));
    }

    /** What is left where all was erased. */
    String tombstone(Erasure erasure) {
        return canonical(new Body<>(null, null, null, null, erasure));
    }

    /** What is left of a revision without the words that its evidence quotes from another, or null if it quotes none. */
    String unquoted(RevisionRow row, String record, int number, Erasure erasure) {
        Body<Content> body = body(row);
        List<Evidence> evidence = body.evidence.stream()
                .map(item -> record.equals(item.record()) && Objects.equals(number, item.number()) ? item.unquoted() : item)
                .toList();
        return evidence.equals(body.evidence) ? null
                : canonical(new Body<>(body.content, evidence, body.reason, body.translations, erasure));
    }

    /** The canonical JSON that a revision's hash is taken of. */
    String header(RevisionRow row) {
        ObjectNode header = mapper.createObjectNode().put("crisis", row.crisisId).put("position", row.position)
                .put("record", row.recordId).put("number", row.number).put("source", row.sourceId)
                .put("reportedAt", row.reportedAt).put("recordedAt", row.recordedAt.toString())
                .put("recordedBy", row.recordedBy).put("previousHash", row.previousHash).put("contentHash", row.contentHash);
        header.putPOJO("kind", row.kind).putPOJO("status", row.status);
        if (row.via != null) {
            header.putPOJO("via", row.via());
        }
        if (row.supersedes != null) {
            header.put("supersedes", row.supersedes);
        }
        return canonical(header);
    }

    /** What of a stored revision is not what it must be after another; {@code number} is the next in its record. */
    List<String> faults(RevisionRow row, String previousHash, int number, ZoneId zone) {
        List<String> faults = new ArrayList<>();
        PartialDate reported = new PartialDate(row.reportedAt);
        require(faults, row.number == number, "has not the next number of its record");
        require(faults, row.erased != null || row.contentHash.equals(Canonical.hash(row.content)),
                "has not the content that was hashed");
        require(faults, row.previousHash.equals(previousHash), "does not follow from the position before");
        require(faults, row.hash.equals(Canonical.hash(header(row))), "has not the header that was hashed");
        require(faults, row.reportedFrom.equals(reported.from(zone)) && row.reportedUntil.equals(reported.until(zone)),
                "is not placed in time as reportedAt says");
        return faults;
    }

    private static void require(List<String> faults, boolean holds, String otherwise) {
        if (!holds) {
            faults.add(otherwise);
        }
    }

    /** The canonical JSON of any value. */
    String canonical(Object value) {
        try {
            return Canonical.of(mapper.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A stored revision, whole: all languages, and nothing that depends on other revisions. */
    <C extends Content> Revision<C> revision(RevisionRow row) {
        Body<C> body = body(row);
        return new Revision<>(row.crisisId, row.position, row.recordId, row.kind, row.number, row.sourceId, row.via(),
                new PartialDate(row.reportedAt), row.reportedFrom, row.reportedUntil, row.recordedAt, row.recordedBy,
                row.status, row.supersedes, body.reason, body.evidence, body.translations, body.content, row.previousHash,
                row.contentHash,
                row.hash, body.erased, null, null, null, null);
    }

    private <C extends Content> Body<C> body(RevisionRow row) {
        try {
            return mapper.readerFor(mapper.getTypeFactory().constructParametricType(Body.class, row.kind.content()))
                    .readValue(row.content);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("revision " + row.crisisId + "/" + row.position + " cannot be read", e);
        }
    }
}
