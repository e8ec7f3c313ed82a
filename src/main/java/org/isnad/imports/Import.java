package org.isnad.imports;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.isnad.chain.Chain;
import org.isnad.chain.Erasure;
import org.isnad.chain.Ledger;
import org.isnad.chain.NewRevision;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Slug;
import org.isnad.crises.Crises;
import org.isnad.crises.Crisis;
import org.isnad.sources.Source;
import org.isnad.sources.Sources;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.Problems;
import org.isnad.web.StrictJson;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;

/** Takes in crises, sources and revisions by the line: all of them or, if one line is wrong, none. */
@ApplicationScoped
public class Import {

    /** Enough to mend a file by; more would only repeat. */
    private static final int MOST_VIOLATIONS = 100;

    private static final TypeReference<NewRevision<Content>> REPORT = new TypeReference<>() {
    };

    private final Crises crises;
    private final Sources sources;
    private final Chain chain;
    private final Ledger ledger;
    private final ObjectMapper mapper;
    private final Validator validator;
    private final EntityManager entities;

    Import(Crises crises, Sources sources, Chain chain, Ledger ledger, ObjectMapper mapper, Validator validator,
            EntityManager entities) {
        this.crises = crises;
        this.sources = sources;
        this.chain = chain;
        this.ledger = ledger;
        this.mapper = mapper;
        this.validator = validator;
        this.entities = entities;
    }

    /** A line of an import, read and found valid in itself. */
    private sealed interface Line {
    }

    private record CrisisLine(Crisis crisis) implements Line {
    }

    private record SourceLine(Source source) implements Line {
    }

    /**
     * @param record the record, made if it is not there
     * @param number the number that the revision has or shall get, or null for the next
     */
    private record RevisionLine(@NotNull @Slug String record, @Min(1) Integer number, NewRevision<Content> report)
            implements
                Line {
    }

    /**
     * @param kept what another instance made of the report; it is kept as it was there
     * @param erasure what of it was erased there, or null
     */
    private record MirrorLine(@NotNull @Slug String record, @NotNull Kind kind, NewRevision<Content> report,
            @NotNull Chain.Kept kept, Erasure erasure)
            implements
                Line {
    }

    /** The last line of an export: how far the crisis has come, so that a file cut short is noticed. */
    private record EndLine(@NotNull @Slug String crisis, long position, @NotNull String head) implements Line {
    }

    /**
     * Takes in newline-delimited JSON.
     *
     * @param dryRun whether to undo it all in the end
     * @throws HttpProblem naming every line that is wrong in itself, or else the first that contradicts what is there
     */
    @Transactional
    @TransactionConfiguration(timeoutFromConfigProperty = "isnad.import-timeout")
    public ImportResult run(byte[] body, boolean dryRun) {
        List<Line> lines = read(body);
        ImportResult result = new ImportResult(dryRun, lines.size(), ImportResult.Tally.NONE, ImportResult.Tally.NONE,
                ImportResult.Tally.NONE);
        for (int at = 0; at < lines.size(); at++) {
            try {
                result = keep(lines.get(at), result);
            } catch (HttpProblem problem) {
                throw inLine(problem, at + 1);
            }
            // What is written is not needed again: an ever larger session would be searched at each query.
            entities.flush();
            entities.clear();
        }
        if (dryRun) {
            QuarkusTransaction.setRollbackOnly();
        }
        return result;
    }

    private ImportResult keep(Line line, ImportResult so) {
        if (line instanceof CrisisLine crisis) {
            return new ImportResult(so.dryRun(), so.lines(), so.crises().with(isNew(crisis.crisis)), so.sources(),
                    so.revisions());
        }
        if (line instanceof SourceLine source) {
            return new ImportResult(so.dryRun(), so.lines(), so.crises(), so.sources().with(isNew(source.source)),
                    so.revisions());
        }
        if (line instanceof EndLine end) {
            requireEnd(end);
            return so;
        }
        if (line instanceof MirrorLine kept) {
            return new ImportResult(so.dryRun(), so.lines(), so.crises(), so.sources(),
                    so.revisions()
                            .with(!chain.mirror(kept.record, kept.kind, kept.report, kept.kept, kept.erasure).isRepeated()));
        }
        RevisionLine revision = (RevisionLine) line;
        boolean repeated = chain.keep(revision.record, revision.number, revision.report).isRepeated();
        return new ImportResult(so.dryRun(), so.lines(), so.crises(), so.sources(), so.revisions().with(!repeated));
    }

    private void requireEnd(EndLine end) {
        Ledger.State state = ledger.states(List.of(end.crisis)).stream().findFirst()
                .orElseThrow(() -> Problem.INVALID.at(Violation.body("crisis", "is not a crisis here")));
        if (state.position() < end.position || state.position() == end.position && !state.head().equals(end.head)) {
            throw Problem.INVALID.at(Violation.body("position", "is not where the crisis ends, which is " + state.position()));
        }
    }

    private boolean isNew(Crisis crisis) {
        return isNew(crises.named(crisis.id()), crisis) && crises.put(crisis);
    }

    private boolean isNew(Source source) {
        return isNew(sources.named(source.id()), source) && sources.put(source);
    }

    private static <T> boolean isNew(Optional<T> there, T described) {
        if (there.isPresent() && !there.get().equals(described)) {
            throw Problem.CONFLICT.at(Violation.body("id", "is described otherwise here; an import changes no description"));
        }
        return there.isEmpty();
    }

    private List<Line> read(byte[] body) {
        StrictJson.requireUtf8(body);
        List<Line> lines = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        int at = 0;
        for (String line : new String(body, StandardCharsets.UTF_8).split("\r?\n")) {
            at++;
            try {
                if (line.isBlank()) {
                    throw Problem.UNREADABLE.at(Violation.body("", "is blank"));
                }
                lines.add(read(line));
            } catch (HttpProblem problem) {
                for (Violation violation : violations(problem)) {
                    violations.add(violation.inLine(at));
                }
                if (violations.size() >= MOST_VIOLATIONS) {
                    break;
                }
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

    private Line read(String json) {
        try {
            if (!(mapper.readTree(json) instanceof ObjectNode line)) {
                throw Problem.INVALID.at(Violation.body("", "must be an object"));
            }
            JsonNode type = line.remove("type");
            return valid(switch (type == null ? "" : type.asText()) {
                case "crisis" -> new CrisisLine(mapper.treeToValue(line, Crisis.class));
                case "source" -> new SourceLine(mapper.treeToValue(line, Source.class));
                case "revision" -> line.has("hash") ? mirrored(line)
                        : new RevisionLine(mapper.treeToValue(line.remove("record"), String.class),
                                mapper.treeToValue(line.remove("number"), Integer.class),
                                mapper.readerFor(REPORT).readValue(line));
                case "end" -> mapper.treeToValue(line, EndLine.class);
                default -> throw Problem.INVALID.at(Violation.body("type", "must be one of crisis, source, revision, end"));
            });
        } catch (JsonProcessingException e) {
            throw Problems.of(e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What another instance derived, this one derives anew; the hashes tell whether they are one. */
    private MirrorLine mirrored(ObjectNode line) throws IOException {
        line.remove(List.of("reportedFrom", "reportedUntil", "language"));
        Kind kind = mapper.treeToValue(line.remove("kind"), Kind.class);
        Erasure erasure = mapper.treeToValue(line.path("erased"), Erasure.class);
        if (line.remove("erased") instanceof ObjectNode erased && !line.has("reason")) {
            // A correction or retraction has one; its own is erased.
            line.set("reason", erased.get("reason"));
        }
        String record = mapper.treeToValue(line.remove("record"), String.class);
        ObjectNode kept = mapper.createObjectNode();
        for (RecordComponent component : Chain.Kept.class.getRecordComponents()) {
            JsonNode value = line.remove(component.getName());
            if (value == null || value.isNull()) {
                throw Problem.INVALID.at(Violation.body(component.getName(), "must be given with a hash"));
            }
            kept.set(component.getName(), value);
        }
        return new MirrorLine(record, kind, mapper.readerFor(REPORT).readValue(line),
                mapper.treeToValue(kept, Chain.Kept.class), erasure);
    }

    private Line valid(Line line) {
        Set<ConstraintViolation<Object>> broken = new HashSet<>(validator.validate(line));
        if (line instanceof CrisisLine crisis) {
            broken.addAll(validator.validate(crisis.crisis));
        } else if (line instanceof SourceLine source) {
            broken.addAll(validator.validate(source.source));
        } else if (line instanceof RevisionLine revision) {
            broken.addAll(validator.validate(revision.report));
        } else if (line instanceof MirrorLine kept) {
            broken.addAll(validator.validate(kept.report));
        }
        if (!broken.isEmpty()) {
            throw Problems.of(new ConstraintViolationException(broken));
        }
        return line;
    }

    private static HttpProblem inLine(HttpProblem problem, int line) {
        List<Violation> violations = violations(problem).stream().map(violation -> violation.inLine(line)).toList();
        return Problem.of(problem).at(violations);
    }

    @SuppressWarnings("unchecked")
    private static List<Violation> violations(HttpProblem problem) {
        return (List<Violation>) problem.getParameters().getOrDefault("violations",
                List.of(Violation.body("", problem.getDetail())));
    }
}
