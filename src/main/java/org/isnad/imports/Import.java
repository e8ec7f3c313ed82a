package org.isnad.imports;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import org.isnad.chain.AppendResult;
import org.isnad.chain.Chain;
import org.isnad.chain.CrisisState;
import org.isnad.chain.CrisisStates;
import org.isnad.chain.Mirror;
import org.isnad.content.Rejection;
import org.isnad.crises.Crises;
import org.isnad.crises.Crisis;
import org.isnad.http.ProblemMapping;
import org.isnad.imports.ImportLine.CrisisLine;
import org.isnad.imports.ImportLine.EndLine;
import org.isnad.imports.ImportLine.MirrorLine;
import org.isnad.imports.ImportLine.ReportLine;
import org.isnad.imports.ImportLine.SourceLine;
import org.isnad.imports.ImportResult.Tally;
import org.isnad.sources.Source;
import org.isnad.sources.Sources;
import org.isnad.web.Problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;

/** Imports crises, sources and revisions: all lines or, if one is wrong, none. */
@ApplicationScoped
public class Import {

    private final LineParser parser;
    private final Crises crises;
    private final Sources sources;
    private final Chain chain;
    private final Mirror mirror;
    private final CrisisStates states;
    private final EntityManager entities;

    Import(LineParser parser, Crises crises, Sources sources, Chain chain, Mirror mirror, CrisisStates states,
            EntityManager entities) {
        this.parser = parser;
        this.crises = crises;
        this.sources = sources;
        this.chain = chain;
        this.mirror = mirror;
        this.states = states;
        this.entities = entities;
    }

    /** What was created and found so far. */
    private static class Progress {

        private Tally crises = Tally.NONE;
        private Tally sources = Tally.NONE;
        private Tally revisions = Tally.NONE;
    }

    /**
     * Imports newline-delimited JSON.
     *
     * @param dryRun whether to roll everything back in the end
     * @throws HttpProblem (400) naming every line that is wrong by itself, or else (400, 403, 409) the first line that
     *         contradicts what is stored
     */
    @Transactional
    @TransactionConfiguration(timeoutFromConfigProperty = "isnad.import-timeout")
    public ImportResult run(byte[] body, boolean dryRun) {
        List<ImportLine> lines = parser.parse(body);
        Progress progress = new Progress();
        for (int at = 0; at < lines.size(); at++) {
            try {
                store(lines.get(at), progress);
            } catch (HttpProblem | Rejection refusal) {
                HttpProblem problem = ProblemMapping.of(refusal);
                throw Problem.of(problem).at(Problem.violationsInLine(problem, at + 1));
            }
            // An ever larger session would slow each query down.
            entities.flush();
            entities.clear();
        }
        if (dryRun) {
            QuarkusTransaction.setRollbackOnly();
        }
        return new ImportResult(dryRun, lines.size(), progress.crises, progress.sources, progress.revisions);
    }

    private void store(ImportLine line, Progress progress) {
        if (line instanceof CrisisLine crisis) {
            progress.crises = progress.crises.with(create(crisis.crisis()));
        } else if (line instanceof SourceLine source) {
            progress.sources = progress.sources.with(create(source.source()));
        } else if (line instanceof ReportLine report) {
            progress.revisions = progress.revisions
                    .with(isNew(chain.keep(report.record(), report.number(), report.report())));
        } else if (line instanceof MirrorLine mirrored) {
            progress.revisions = progress.revisions.with(isNew(mirror.store(mirrored.record(), mirrored.kind(),
                    mirrored.report(), mirrored.mirrored(), mirrored.erasure())));
        } else if (line instanceof EndLine end) {
            requireEnd(end);
        }
    }

    private static boolean isNew(AppendResult<?> result) {
        return !result.isRepeated();
    }

    private void requireEnd(EndLine end) {
        CrisisState state = states.of(end.crisis())
                .orElseThrow(() -> Rejection.invalid("crisis", "is an unknown crisis"));
        boolean isOther = state.position() == end.position() && !state.head().equals(end.head());
        if (state.position() < end.position() || isOther) {
            throw Rejection.invalid("position", "is not where the crisis ends, which is " + state.position());
        }
    }

    private boolean create(Crisis crisis) {
        return isUnknown(crises.named(crisis.id()), crisis) && crises.put(crisis);
    }

    private boolean create(Source source) {
        return isUnknown(sources.named(source.id()), source) && sources.put(source);
    }

    private static <T> boolean isUnknown(Optional<T> stored, T described) {
        if (stored.isPresent() && !stored.get().equals(described)) {
            throw Rejection.conflict("id", "has another description here; an import changes no description");
        }
        return stored.isEmpty();
    }
}
