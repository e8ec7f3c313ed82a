package org.isnad.imports;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

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
import org.isnad.http.StrictJson;
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
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** Parses newline-delimited JSON and validates each line by itself, without access to stored data. */
@ApplicationScoped
class LineParser {

    /** The number of violations at which parsing stops, to bound the size of the response. */
    private static final int MAX_VIOLATIONS = 100;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final TypeReference<NewRevision<Content>> REPORT = new TypeReference<>() {
    };

    private final ObjectMapper mapper;
    private final Validator validator;

    LineParser(ObjectMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = validator;
    }

    /**
     * Returns the lines of a body in order: of newline-delimited JSON, or the items of a JSON array. A byte order mark and
     * empty lines at the end are ignored; a body has at least one line.
     *
     * @throws HttpProblem (400) if the body is not UTF-8, not an array where it begins like one, or has no line, or with the
     *         violations of all invalid lines, where parsing stops after the line that reaches {@link #MAX_VIOLATIONS}
     */
    List<ImportLine> parse(byte[] body) {
        StrictJson.requireUtf8(body);
        String text = new String(body, StandardCharsets.UTF_8);
        String unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        if (unmarked.stripLeading().startsWith("[")) {
            JsonNode items = read(unmarked);
            return collect(items.size(), index -> parseItem(items.get(index)));
        }
        String[] lines = unmarked.split("\r?\n");
        return collect(lines.length, index -> parseLine(lines[index]));
    }

    /**
     * Returns some lines by index.
     *
     * @throws HttpProblem (400) if there is none, or with the violations of all invalid lines up to {@link #MAX_VIOLATIONS}
     */
    private static List<ImportLine> collect(int size, IntFunction<ImportLine> line) {
        List<ImportLine> lines = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        for (int index = 0; index < size && violations.size() < MAX_VIOLATIONS; index++) {
            try {
                lines.add(line.apply(index));
            } catch (HttpProblem problem) {
                violations.addAll(Problem.violationsInLine(problem, index + 1));
            }
        }
        if (lines.isEmpty() && violations.isEmpty()) {
            violations.add(Violation.body("", "must have at least one line"));
        }
        if (!violations.isEmpty()) {
            throw Problem.INVALID.at(violations);
        }
        return lines;
    }

    private ImportLine parseLine(String text) {
        if (text.isBlank()) {
            throw Problem.UNREADABLE.at(Violation.body("", "is blank"));
        }
        return parseItem(read(text));
    }

    /** @throws HttpProblem (400) if a text is not JSON */
    private JsonNode read(String text) {
        try {
            return mapper.readTree(text);
        } catch (IOException e) {
            throw ProblemMapping.of(e);
        }
    }

    /**
     * Returns the line that an item contains.
     *
     * @throws HttpProblem (400) with the violations of the line, if it is not a valid object of a known type
     */
    private ImportLine parseItem(JsonNode item) {
        if (!(item instanceof ObjectNode line)) {
            throw Problem.INVALID.at(Violation.body("", "must be an object"));
        }
        try {
            return parseObject(line);
        } catch (IOException e) {
            throw ProblemMapping.of(e);
        }
    }

    /**
     * Returns the line of the type that the object's field {@code type} names. Removes fields from the object.
     *
     * @throws HttpProblem (400) if the type is unknown or a constraint is violated
     * @throws IOException if the fields do not fit the type
     */
    private ImportLine parseObject(ObjectNode line) throws IOException {
        JsonNode type = line.remove("type");
        switch (type == null ? "" : type.asText()) {
            case "crisis":
                Crisis crisis = mapper.treeToValue(line, Crisis.class);
                return validate(new CrisisLine(crisis), crisis);
            case "source":
                Source source = mapper.treeToValue(line, Source.class);
                return validate(new SourceLine(source), source);
            case "revision":
                return line.has("hash") ? parseMirrored(line) : parseReport(line);
            case "end":
                EndLine end = mapper.treeToValue(line, EndLine.class);
                return validate(end, end);
            default:
                throw Problem.INVALID.at(Violation.body("type", "must be one of crisis, source, revision, end"));
        }
    }

    /**
     * Parses a report: the record, an optional number and the fields of a new revision.
     *
     * @throws HttpProblem (400) if a constraint is violated
     * @throws IOException if the fields do not fit
     */
    private ImportLine parseReport(ObjectNode line) throws IOException {
        String record = mapper.treeToValue(line.remove("record"), String.class);
        Integer number = mapper.treeToValue(line.remove("number"), Integer.class);
        NewRevision<Content> report = mapper.readerFor(REPORT).readValue(line);
        return validate(new ReportLine(record, number, report), report);
    }

    /**
     * Parses an exported revision. Its derived fields are dropped and derived again; the hashes reveal any difference.
     * If the content of the revision was erased, and its reason with it, it gets the reason of the erasure.
     *
     * @throws HttpProblem (400) if a field that the other instance assigned is missing, or a constraint is violated
     * @throws IOException if the fields do not fit
     */
    private ImportLine parseMirrored(ObjectNode line) throws IOException {
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
        NewRevision<Content> report = mapper.readerFor(REPORT).readValue(line);
        return validate(new MirrorLine(record, kind, report, mirrored, erasure), report);
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
     *        without a prefix, or the line itself
     * @throws HttpProblem (400) with all violations
     */
    private ImportLine validate(ImportLine line, Object component) {
        Set<ConstraintViolation<Object>> violations = new HashSet<>(validator.validate((Object) line));
        violations.addAll(validator.validate(component));
        if (!violations.isEmpty()) {
            throw ProblemMapping.of(new ConstraintViolationException(violations));
        }
        return line;
    }
}
