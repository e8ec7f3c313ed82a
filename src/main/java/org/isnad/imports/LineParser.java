package org.isnad.imports;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

/** Parses newline-delimited JSON, and checks what can be checked of each line by itself. */
@ApplicationScoped
class LineParser {

    /** Enough to mend a file by. */
    private static final int MAX_VIOLATIONS = 100;

    private static final TypeReference<NewRevision<Content>> REPORT = new TypeReference<>() {
    };

    private final ObjectMapper mapper;
    private final Validator validator;

    LineParser(ObjectMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = validator;
    }

    /**
     * Returns the lines of a body.
     *
     * @throws HttpProblem (400) naming every line that breaks a rule
     */
    List<ImportLine> parse(byte[] body) {
        StrictJson.requireUtf8(body);
        List<ImportLine> lines = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        String[] texts = new String(body, StandardCharsets.UTF_8).split("\r?\n");
        for (int at = 0; at < texts.length && violations.size() < MAX_VIOLATIONS; at++) {
            try {
                lines.add(parse(texts[at]));
            } catch (HttpProblem problem) {
                violations.addAll(Problem.violationsInLine(problem, at + 1));
            }
        }
        if (lines.isEmpty() && violations.isEmpty()) {
            violations.add(Violation.body("", "holds no line"));
        }
        if (!violations.isEmpty()) {
            throw Problem.INVALID.at(violations);
        }
        return lines;
    }

    private ImportLine parse(String text) {
        if (text.isBlank()) {
            throw Problem.UNREADABLE.at(Violation.body("", "is blank"));
        }
        try {
            if (mapper.readTree(text) instanceof ObjectNode line) {
                return parse(line);
            }
        } catch (IOException e) {
            throw ProblemMapping.of(e);
        }
        throw Problem.INVALID.at(Violation.body("", "must be an object"));
    }

    private ImportLine parse(ObjectNode line) throws IOException {
        JsonNode type = line.remove("type");
        switch (type == null ? "" : type.asText()) {
            case "crisis":
                Crisis crisis = mapper.treeToValue(line, Crisis.class);
                return valid(new CrisisLine(crisis), crisis);
            case "source":
                Source source = mapper.treeToValue(line, Source.class);
                return valid(new SourceLine(source), source);
            case "revision":
                return line.has("hash") ? mirrored(line) : report(line);
            case "end":
                EndLine end = mapper.treeToValue(line, EndLine.class);
                return valid(end, end);
            default:
                throw Problem.INVALID.at(Violation.body("type", "must be one of crisis, source, revision, end"));
        }
    }

    private ImportLine report(ObjectNode line) throws IOException {
        String record = mapper.treeToValue(line.remove("record"), String.class);
        Integer number = mapper.treeToValue(line.remove("number"), Integer.class);
        NewRevision<Content> report = mapper.readerFor(REPORT).readValue(line);
        return valid(new ReportLine(record, number, report), report);
    }

    /** What another instance derived is derived anew here; the hashes tell whether both are the same. */
    private ImportLine mirrored(ObjectNode line) throws IOException {
        line.remove(List.of("reportedFrom", "reportedUntil", "language"));
        Kind kind = mapper.treeToValue(line.remove("kind"), Kind.class);
        Erasure erasure = mapper.treeToValue(line.path("erased"), Erasure.class);
        if (line.remove("erased") instanceof ObjectNode erased && !line.has("reason")) {
            // A correction or retraction needs a reason, and its own is erased.
            line.set("reason", erased.get("reason"));
        }
        String record = mapper.treeToValue(line.remove("record"), String.class);
        MirroredRevision mirrored = mapper.treeToValue(removeMirrored(line), MirroredRevision.class);
        NewRevision<Content> report = mapper.readerFor(REPORT).readValue(line);
        return valid(new MirrorLine(record, kind, report, mirrored, erasure), report);
    }

    private ObjectNode removeMirrored(ObjectNode line) {
        ObjectNode mirrored = mapper.createObjectNode();
        for (RecordComponent component : MirroredRevision.class.getRecordComponents()) {
            JsonNode value = line.remove(component.getName());
            if (value == null || value.isNull()) {
                throw Problem.INVALID.at(Violation.body(component.getName(), "must be given with a hash"));
            }
            mirrored.set(component.getName(), value);
        }
        return mirrored;
    }

    private ImportLine valid(ImportLine line, Object body) {
        Set<ConstraintViolation<Object>> violations = new HashSet<>(validator.validate((Object) line));
        violations.addAll(validator.validate(body));
        if (!violations.isEmpty()) {
            throw ProblemMapping.of(new ConstraintViolationException(violations));
        }
        return line;
    }
}
