package org.isnad.imports;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;

import org.isnad.chain.Erasure;
import org.isnad.chain.MirroredRevision;
import org.isnad.chain.NewRevision;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.crises.Crisis;
import org.isnad.http.ProblemMapping;
import org.isnad.imports.ImportLine.CrisisLine;
import org.isnad.imports.ImportLine.EndLine;
import org.isnad.imports.ImportLine.MirrorLine;
import org.isnad.imports.ImportLine.ReportLine;
import org.isnad.imports.ImportLine.SourceLine;
import org.isnad.sources.Source;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** Parses the fields of a line and validates them by themselves, without access to stored data. */
@ApplicationScoped
class LineParser {

    private final ObjectMapper mapper;
    private final Validator validator;
    private final ObjectReader crises;
    private final ObjectReader sources;
    private final ObjectReader ends;
    private final ObjectReader heads;
    private final ObjectReader reports;

    LineParser(ObjectMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = validator;
        this.crises = mapper.readerFor(Crisis.class);
        this.sources = mapper.readerFor(Source.class);
        this.ends = mapper.readerFor(EndLine.class);
        this.heads = mapper.readerFor(Head.class);
        this.reports = mapper.readerFor(new TypeReference<NewRevision<Content>>() {
        });
    }

    /** The fields of a report that an append takes from its path. */
    private record Head(String record, Integer number) {
    }

    /**
     * Returns the line of the type that the field {@code type} names. Removes fields from the object.
     *
     * @param violations the violations that were found before; others may be added
     * @throws HttpProblem (400) with these and all other violations of the line
     */
    ImportLine parse(ObjectNode fields, List<Violation> violations) {
        JsonNode type = fields.remove("type");
        Binding binding = new Binding(violations);
        switch (type == null ? "" : type.asText()) {
            case "crisis":
                Crisis crisis = binding.bind(crises, fields);
                return validate(new CrisisLine(crisis), crisis, binding);
            case "source":
                Source source = binding.bind(sources, fields);
                return validate(new SourceLine(source), source, binding);
            case "revision":
                return fields.has("hash") ? parseMirrored(fields, binding) : parseReport(fields, binding);
            case "end":
                EndLine end = binding.bind(ends, fields);
                return validate(end, null, binding);
            default:
                throw Problem.INVALID.at(Violation.body("type", "must be one of crisis, source, revision, end"));
        }
    }

    /** Parses a report: the record, an optional number and the fields of a new revision. */
    private ImportLine parseReport(ObjectNode fields, Binding binding) {
        Head head = binding.bind(heads, take(fields, List.of("record", "number")));
        NewRevision<Content> report = binding.bind(reports, fields);
        return validate(new ReportLine(head.record, head.number, report), report, binding);
    }

    /** Removes some fields and returns them; those that are absent stay so. */
    private ObjectNode take(ObjectNode fields, List<String> names) {
        ObjectNode taken = mapper.createObjectNode();
        for (String name : names) {
            JsonNode value = fields.remove(name);
            if (value != null) {
                taken.set(name, value);
            }
        }
        return taken;
    }

    /**
     * Parses an exported revision. Its derived fields are dropped and derived again; the hashes reveal any difference.
     * If the content of the revision was erased, and its reason with it, it gets the reason of the erasure.
     *
     * @throws HttpProblem (400) if a field that the other instance assigned is missing, or does not fit
     */
    private ImportLine parseMirrored(ObjectNode line, Binding binding) {
        try {
            return bindMirrored(line, binding);
        } catch (IOException e) {
            throw ProblemMapping.of(e);
        }
    }

    private ImportLine bindMirrored(ObjectNode line, Binding binding) throws IOException {
        line.remove(List.of("reportedFrom", "reportedUntil", "language"));
        Kind kind = mapper.treeToValue(line.remove("kind"), Kind.class);
        Erasure erasure = mapper.treeToValue(line.path("erased"), Erasure.class);
        boolean isContentErased = erasure != null && erasure.scope() == Erasure.Scope.CONTENT;
        if (line.remove("erased") instanceof ObjectNode erased && isContentErased && !line.has("reason")) {
            // A correction or retraction needs a reason: the reason of the erasure replaces the erased one.
            line.set("reason", erased.get("reason"));
        }
        String record = mapper.treeToValue(line.remove("record"), String.class);
        MirroredRevision mirrored = mapper.treeToValue(removeMirroredFields(line), MirroredRevision.class);
        NewRevision<Content> report = binding.bind(reports, line);
        return validate(new MirrorLine(record, kind, report, mirrored, erasure), report, binding);
    }

    /**
     * Removes the fields that the other instance assigned, and returns them.
     *
     * @throws HttpProblem (400) if one of them is absent or null
     */
    private ObjectNode removeMirroredFields(ObjectNode line) {
        ObjectNode mirrored = mapper.createObjectNode();
        for (RecordComponent component : MirroredRevision.class.getRecordComponents()) {
            JsonNode value = line.remove(component.getName());
            if (value == null || value.isNull()) {
                throw Problem.INVALID.at(Violation.body(component.getName(), "is required together with hash"));
            }
            mirrored.set(component.getName(), value);
        }
        return mirrored;
    }

    /**
     * Returns the line if it satisfies its constraints.
     *
     * @param component the component whose constraints are validated in addition, so that its violations name fields
     *        without a prefix, or null
     * @throws HttpProblem (400) with all violations
     */
    private ImportLine validate(ImportLine line, Object component, Binding binding) {
        Set<ConstraintViolation<Object>> violations = new HashSet<>();
        for (Object value : Arrays.asList(line, component)) {
            violations.addAll(value == null ? Set.of() : validator.validate(value));
        }
        if (!violations.isEmpty()) {
            Problem.violations(ProblemMapping.of(new ConstraintViolationException(violations))).forEach(binding::add);
        }
        binding.requireValid();
        return line;
    }
}
