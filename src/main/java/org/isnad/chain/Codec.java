package org.isnad.chain;

import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.access.Visibility;
import org.isnad.content.Content;
import org.isnad.content.Evidence;
import org.isnad.content.Kind;
import org.isnad.content.Text;
import org.isnad.content.Translation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Converts between revisions and their stored and hashed forms. */
@ApplicationScoped
class Codec {

    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {
    };

    private final ObjectMapper mapper;

    /** The readers of the stored content, of which each takes long to make. */
    private final Map<Kind, ObjectReader> readers = new EnumMap<>(Kind.class);

    Codec(ObjectMapper mapper) {
        this.mapper = mapper;
        for (Kind kind : Kind.values()) {
            readers.put(kind,
                    mapper.readerFor(mapper.getTypeFactory().constructParametricType(Body.class, kind.content())));
        }
    }

    /**
     * The part of a revision that its content hash covers, and that a law could order erased.
     *
     * @param erased which part was erased, or null if none was
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Body<C extends Content>(C content, List<Evidence> evidence, Text reason, Text reportedAtNote,
            List<Translation> translations, Boolean amends, Boolean material, Erasure erased) {

        static <C extends Content> Body<C> of(NewRevision<C> report, Erasure erasure) {
            return new Body<>(report.content(), report.evidence(), report.reason(), report.reportedAtNote(),
                    report.translations(), report.amends(), report.material(), erasure);
        }

        static Body<Content> tombstone(Erasure erasure) {
            Text noText = null;
            Boolean noFlag = null;
            return new Body<>(null, List.of(), noText, noText, List.of(), noFlag, noFlag, erasure);
        }
    }

    /**
     * Returns a report with its stored form: its content, evidence, reason, reportedAtNote, translations, amends and material,
     * without those that
     * are absent.
     */
    <C extends Content> EncodedReport<C> encode(NewRevision<C> report) {
        String content = canonical(Body.of(report, null));
        return new EncodedReport<>(report, content, Canonical.hash(content), null);
    }

    /**
     * Returns a mirrored report with its stored form.
     *
     * @param erasure what of it was erased, or null
     * @param contentHash the hash of what it was before the erasure; ignored if there is none
     */
    <C extends Content> EncodedReport<C> encodeMirrored(NewRevision<C> report, Erasure erasure, String contentHash) {
        return erasure == null ? encode(report)
                : new EncodedReport<>(report, remainderAfter(report, erasure), contentHash, erasure);
    }

    /**
     * Returns the stored form of a mirrored report with an erasure: a tombstone if its content was erased, or else all
     * of the report, which no longer contains the erased quotations, with the erasure.
     */
    String remainderAfter(NewRevision<?> report, Erasure erasure) {
        if (erasure.scope() == Erasure.Scope.CONTENT) {
            return tombstone(erasure);
        }
        return canonical(Body.of(report, erasure));
    }

    /** Returns the stored form of a revision whose content was erased: the erasure alone. */
    String tombstone(Erasure erasure) {
        return canonical(Body.tombstone(erasure));
    }

    /**
     * Returns the stored form of a revision without its quotations of another one, or null if it quotes none. Only
     * evidence that names both record and number of the other one loses its quotation.
     *
     * @param row the quoting revision
     * @param record the record of the quoted revision
     * @param number the number of the quoted revision
     * @param erasure what the stored form states as its erasure
     */
    String withoutQuotations(RevisionRow row, String record, int number, Erasure erasure) {
        Body<Content> body = parseBody(row);
        List<Evidence> evidence = new ArrayList<>();
        for (Evidence item : body.evidence) {
            boolean names = record.equals(item.record()) && Objects.equals(number, item.number());
            evidence.add(names ? item.unquoted() : item);
        }
        if (evidence.equals(body.evidence)) {
            return null;
        }
        return canonical(new Body<>(body.content, evidence, body.reason, body.reportedAtNote, body.translations, body.amends,
                body.material, erasure));
    }

    /**
     * Returns the canonical JSON that the hash of a revision covers: crisis, position, record, kind, number, source,
     * via, reportedAt, timeZone, partOfDay, after, recordedAt, recordedBy, status, supersedes, replaces, previousHash and
     * contentHash. All of them must be set in the row, except via, timeZone, partOfDay, after, supersedes and replaces, which
     * are left out if they are null.
     */
    String header(RevisionRow row) {
        ObjectNode header = mapper.createObjectNode().put("crisis", row.crisisId).put("position", row.position)
                .put("record", row.recordId).put("number", row.number).put("source", row.sourceId)
                .put("reportedAt", row.reportedAt).put("recordedAt", row.recordedAt.toString())
                .put("recordedBy", row.recordedBy).put("previousHash", row.previousHash).put("contentHash", row.contentHash);
        header.putPOJO("kind", row.kind).putPOJO("status", row.status);
        if (row.via != null) {
            header.putPOJO("via", row.via());
        }
        putUnlessNull(header, "supersedes", row.supersedes);
        putUnlessNull(header, "replaces", row.replaces == null ? null : row.replaced());
        putUnlessNull(header, "timeZone", row.timeZone);
        putUnlessNull(header, "partOfDay", row.partOfDay);
        putUnlessNull(header, "after", row.after);
        return canonical(header);
    }

    private static void putUnlessNull(ObjectNode header, String field, Object value) {
        if (value != null) {
            header.putPOJO(field, value);
        }
    }

    /**
     * Returns the faults of a stored revision as ends of sentences that begin with the revision; empty if it is as it
     * must be. Content with an erasure is not checked against its hash.
     *
     * @param previousHash the hash at the position before
     * @param number the number that the revision must have in its record
     * @param zone the time zone of the crisis
     */
    List<String> faults(RevisionRow row, String previousHash, int number, ZoneId zone) {
        List<String> faults = new ArrayList<>();
        ReportedSpan span = ReportedSpan.of(row, zone);
        addUnless(faults, row.number == number, "does not have the next number of its record");
        addUnless(faults, row.erased != null || row.contentHash.equals(Canonical.hash(row.content)),
                "does not have the content that was hashed");
        addUnless(faults, row.previousHash.equals(previousHash), "does not have the hash of the position before");
        addUnless(faults, row.hash.equals(Canonical.hash(header(row))), "does not have the header that was hashed");
        addUnless(faults, Objects.equals(row.reportedFrom, span.from()) && row.reportedUntil.equals(span.until()),
                "does not have the span of reportedAt");
        return faults;
    }

    private static void addUnless(List<String> faults, boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }

    /** Returns the canonical JSON of a value. */
    String canonical(Object value) {
        try {
            return Canonical.of(mapper.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns a stored revision with its texts in all languages; standing, supersededBy, stale and language, which do
     * not belong to the stored form, are null.
     *
     * @throws UncheckedIOException if the stored content cannot be read
     */
    <C extends Content> Revision<C> revision(RevisionRow row) {
        Body<C> body = parseBody(row);
        return Revision.stored(row, body.content, body.evidence, body.reason, body.reportedAtNote, body.translations,
                body.amends, body.material, body.erased);
    }

    /** Returns the visibility that a notice states. */
    Visibility visibility(Map<String, Object> stated) {
        return mapper.convertValue(stated, Visibility.class);
    }

    /** Returns a value as a notice states it: the fields of its JSON. */
    Map<String, Object> stated(Object value) {
        return mapper.convertValue(value, FIELDS);
    }

    /**
     * Parses the stored content of a revision.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    private <C extends Content> Body<C> parseBody(RevisionRow row) {
        try {
            return readers.get(row.kind).readValue(row.content);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("revision " + row.crisisId + "/" + row.position + " cannot be read", e);
        }
    }
}
