package org.isnad.imports;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
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
import org.isnad.http.ProblemMapping;
import org.isnad.imports.ImportLine.CrisisLine;
import org.isnad.imports.ImportLine.EndLine;
import org.isnad.imports.ImportLine.MirrorLine;
import org.isnad.imports.ImportLine.ReportLine;
import org.isnad.imports.ImportLine.SourceLine;
import org.isnad.imports.ImportResult.ImportItem;
import org.isnad.imports.ImportResult.Outcome;
import org.isnad.web.Problem.Violation;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;

/** Imports crises, sources and revisions in one transaction: all lines or none, or all valid lines. */
@ApplicationScoped
public class Import {

    /** The number of lines whose statements are executed together. */
    private static final int LINES_PER_PART = 500;

    private final LineReader reader;
    private final LineParser parser;
    private final Descriptions descriptions;
    private final Chain chain;
    private final Mirror mirror;
    private final CrisisStates states;

    Import(LineReader reader, LineParser parser, Descriptions descriptions, Chain chain, Mirror mirror, CrisisStates states) {
        this.reader = reader;
        this.parser = parser;
        this.descriptions = descriptions;
        this.chain = chain;
        this.mirror = mirror;
        this.states = states;
    }

    /**
     * Imports lines and returns the result of each. Repeating an import changes nothing.
     *
     * @param body the lines in UTF-8
     * @throws HttpProblem (400, 403, 409) that of the first refused line with the violations of all lines, unless the options
     *         keep the valid lines; or (400) if the body as a whole cannot be read
     */
    @Transactional
    @TransactionConfiguration(timeoutFromConfigProperty = "isnad.import-timeout")
    public ImportResult run(byte[] body, ImportOptions options) {
        Iterator<RawLine> lines = reader.read(body, options.isTable());
        Lines run = new Lines(options);
        while (lines.hasNext() && !run.isHopeless()) {
            List<RawLine> part = new ArrayList<>();
            while (lines.hasNext() && part.size() < LINES_PER_PART) {
                part.add(lines.next());
            }
            chain.lookUp(part.stream().map(RawLine::record).filter(Objects::nonNull).collect(Collectors.toSet()));
            part.forEach(run::store);
            if (!run.isHopeless()) {
                chain.flush();
            }
        }
        if (options.dryRun()) {
            QuarkusTransaction.setRollbackOnly();
        }
        return run.results.finish(lines.hasNext());
    }

    /** The lines of one import. */
    private class Lines {

        private final ImportOptions options;
        private final LineResults results;
        private final References references = new References();
        private boolean isMirrorBroken;

        Lines(ImportOptions options) {
            this.options = options;
            this.results = new LineResults(options);
        }

        /** Whether the import will be refused and the following lines tell nothing more. */
        boolean isHopeless() {
            return isMirrorBroken || results.isHopeless();
        }

        /** Stores the item of a line, or adds it to the refused ones. A refused line has changed nothing. */
        void store(RawLine line) {
            if (isHopeless()) {
                return;
            }
            try {
                ImportLine parsed = parse(line);
                results.add(parsed, storeParsed(line, parsed));
            } catch (HttpProblem | Rejection failure) {
                references.addRefused(line);
                results.addRefused(line, ProblemMapping.of(failure));
            }
        }

        /** @throws HttpProblem with all violations of a line by itself and of the names in it */
        private ImportLine parse(RawLine line) {
            if (line.refusal() != null) {
                throw line.refusal();
            }
            List<Violation> violations = new ArrayList<>();
            if (line.isReport()) {
                violations.addAll(options.keepsValid() ? references.uncertainNumbers(line.fields()) : List.of());
                violations.addAll(references.resolve(line.fields()));
            }
            return parser.parse(line.fields(), violations);
        }

        /**
         * Stores the item of a line unless it is stored already, and returns the result.
         *
         * @throws Rejection if the line conflicts with the stored data or the caller lacks permission
         */
        private ImportItem storeParsed(RawLine line, ImportLine parsed) {
            if (parsed instanceof CrisisLine crisis) {
                return ImportItem.of(line, descriptions.store(crisis.crisis(), options.onConflict()));
            }
            if (parsed instanceof SourceLine source) {
                return ImportItem.of(line, descriptions.store(source.source(), options.onConflict()));
            }
            if (parsed instanceof ReportLine report) {
                AppendResult<Content> result = chain.keep(report.record(), report.number(), report.report());
                references.add(line, result.revision());
                return ImportItem.of(line, result);
            }
            if (parsed instanceof MirrorLine mirrored) {
                return ImportItem.of(line, mirror(mirrored));
            }
            requireEnd((EndLine) parsed);
            return ImportItem.of(line, Outcome.REACHED);
        }

        /** @throws Rejection INVALID if the valid lines are kept without the others, because the hashes would have gaps */
        private AppendResult<Content> mirror(MirrorLine line) {
            if (options.keepsValid()) {
                throw Rejection.invalid("hash",
                        "must be absent with keep=valid, because each revision follows the hash of another");
            }
            // If the revision is refused, the persistence context no longer matches the database.
            isMirrorBroken = true;
            AppendResult<Content> result = mirror.store(line.record(), line.kind(), line.report(), line.mirrored(),
                    line.erasure());
            isMirrorBroken = false;
            if (!result.isRepeated() && result.revision().content() instanceof Notice notice) {
                descriptions.repeat(notice, line.mirrored().recordedAt());
            }
            return result;
        }

        /**
         * Requires that the stored crisis has reached the end of the export, with the same hash if it ends there, too. Is not
         * checked if lines are refused, without which it cannot be reached.
         *
         * @throws Rejection INVALID otherwise, or if the caller may not read the crisis
         */
        private void requireEnd(EndLine end) {
            if (results.hasRefusals()) {
                return;
            }
            CrisisState state = states.of(List.of(end.crisis())).stream().findFirst()
                    .orElseThrow(() -> Rejection.invalid("crisis", "is an unknown crisis"));
            boolean hasOtherHead = state.position() == end.position() && !state.head().equals(end.head());
            if (state.position() < end.position() || hasOtherHead) {
                throw Rejection.invalid("position", "does not match the stored crisis, which ends at " + state.position());
            }
        }
    }
}
