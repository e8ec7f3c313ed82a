package org.isnad.imports;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.isnad.chain.AppendResult;
import org.isnad.chain.Chain;
import org.isnad.chain.CrisisState;
import org.isnad.chain.CrisisStates;
import org.isnad.chain.Mirror;
import org.isnad.content.Content;
import org.isnad.content.Notice;
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

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;

/** Imports crises, sources and revisions in one transaction: all lines or none. */
@ApplicationScoped
public class Import {

    /** The number of lines whose statements are executed together. */
    private static final int LINES_PER_PART = 500;

    private final LineParser parser;
    private final Crises crises;
    private final Sources sources;
    private final Chain chain;
    private final Mirror mirror;
    private final CrisisStates states;
    private final ObjectMapper mapper;

    Import(LineParser parser, Crises crises, Sources sources, Chain chain, Mirror mirror, CrisisStates states,
            ObjectMapper mapper) {
        this.parser = parser;
        this.crises = crises;
        this.sources = sources;
        this.chain = chain;
        this.mirror = mirror;
        this.states = states;
        this.mapper = mapper;
    }

    /** The counts of the lines imported so far. */
    private static class Progress {

        private Tally crises = Tally.NONE;
        private Tally sources = Tally.NONE;
        private Tally revisions = Tally.NONE;
    }

    /**
     * Imports newline-delimited JSON and returns the numbers of created and unchanged items. Repeating an import
     * changes nothing.
     *
     * @param body the lines in UTF-8
     * @param dryRun whether to validate and count only, and to roll back the transaction
     * @throws HttpProblem (400) with the violations of the lines that are invalid by themselves, see
     *         {@link LineParser#parse}, or else (400, 403, 409) with those of the first line that conflicts with the
     *         stored data
     */
    @Transactional
    @TransactionConfiguration(timeoutFromConfigProperty = "isnad.import-timeout")
    public ImportResult run(byte[] body, boolean dryRun) {
        List<ImportLine> lines = parser.parse(body);
        Progress progress = new Progress();
        for (int from = 0; from < lines.size(); from += LINES_PER_PART) {
            store(lines, from, Math.min(from + LINES_PER_PART, lines.size()), progress);
        }
        if (dryRun) {
            QuarkusTransaction.setRollbackOnly();
        }
        return new ImportResult(dryRun, lines.size(), progress.crises, progress.sources, progress.revisions);
    }

    /**
     * Stores the items of some lines.
     *
     * @throws HttpProblem with the violations of the first line that conflicts with the stored data
     */
    private void store(List<ImportLine> lines, int from, int to, Progress progress) {
        chain.lookUp(lines.subList(from, to).stream().filter(ReportLine.class::isInstance)
                .map(line -> ((ReportLine) line).record()).collect(Collectors.toSet()));
        for (int index = from; index < to; index++) {
            try {
                store(lines.get(index), progress);
            } catch (HttpProblem | Rejection failure) {
                HttpProblem problem = ProblemMapping.of(failure);
                throw Problem.of(problem).at(Problem.violationsInLine(problem, index + 1));
            }
        }
        chain.flush();
    }

    /**
     * Stores the item of a line unless it is stored already, and adds it to the counts. An end line is checked and
     * not counted.
     *
     * @throws Rejection if the line conflicts with the stored data or the caller lacks permission
     */
    private void store(ImportLine line, Progress progress) {
        if (line instanceof CrisisLine crisis) {
            progress.crises = progress.crises.plus(create(crisis.crisis()));
        } else if (line instanceof SourceLine source) {
            progress.sources = progress.sources.plus(create(source.source()));
        } else if (line instanceof ReportLine report) {
            progress.revisions = progress.revisions
                    .plus(isNew(chain.keep(report.record(), report.number(), report.report())));
        } else if (line instanceof MirrorLine mirrored) {
            AppendResult<Content> stored = mirror.store(mirrored.record(), mirrored.kind(), mirrored.report(),
                    mirrored.mirrored(), mirrored.erasure());
            progress.revisions = progress.revisions.plus(isNew(stored));
            if (isNew(stored) && stored.revision().content() instanceof Notice notice) {
                repeat(notice, mirrored.mirrored().recordedAt());
            }
        } else if (line instanceof EndLine end) {
            requireEnd(end);
        }
    }

    /** Replaces a description as the other instance did, if a notice states that. */
    private void repeat(Notice notice, Instant at) {
        if (notice.act() == Notice.Act.CRISIS_DESCRIPTION) {
            crises.replace(mapper.convertValue(notice.before(), Crisis.class),
                    mapper.convertValue(notice.after(), Crisis.class), at);
        } else if (notice.act() == Notice.Act.SOURCE_DESCRIPTION) {
            sources.replace(mapper.convertValue(notice.before(), Source.class),
                    mapper.convertValue(notice.after(), Source.class), at);
        }
    }

    private static boolean isNew(AppendResult<?> result) {
        return !result.isRepeated();
    }

    /**
     * Requires that the stored crisis has reached the end of the export, with the same hash if it ends there, too.
     *
     * @throws Rejection INVALID otherwise, or if the caller may not read the crisis
     */
    private void requireEnd(EndLine end) {
        CrisisState state = states.of(List.of(end.crisis())).stream().findFirst()
                .orElseThrow(() -> Rejection.invalid("crisis", "is an unknown crisis"));
        boolean hasOtherHead = state.position() == end.position() && !state.head().equals(end.head());
        if (state.position() < end.position() || hasOtherHead) {
            throw Rejection.invalid("position", "does not match the stored crisis, which ends at " + state.position());
        }
    }

    /**
     * Creates a crisis unless it exists, with the same description or as a mirror, whose description its notices replace;
     * returns whether it is new.
     *
     * @throws Rejection CONFLICT if it exists with another description, FORBIDDEN if the caller may not create it
     */
    private boolean create(Crisis crisis) {
        boolean isMirror = states.of(List.of(crisis.id())).stream().anyMatch(CrisisState::isMirror);
        return !isMirror && isNew(crises.findCrisis(crisis.id()), crisis) && crises.put(crisis, null, stored -> true);
    }

    /**
     * Creates a source unless it exists with the same description, and returns whether it is new.
     *
     * @throws Rejection CONFLICT if it exists with another description
     */
    private boolean create(Source source) {
        return isNew(sources.findSource(source.id()), source) && sources.put(source, null, stored -> true);
    }

    /**
     * Whether no description is stored.
     *
     * @throws Rejection CONFLICT if the stored description differs from the imported one
     */
    private static <T> boolean isNew(Optional<T> stored, T imported) {
        if (stored.isPresent() && !stored.get().equals(imported)) {
            throw Rejection.conflict("id", "has a different description in the database, which an import does not replace");
        }
        return stored.isEmpty();
    }
}
