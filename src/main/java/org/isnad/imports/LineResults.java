package org.isnad.imports;

import java.util.ArrayList;
import java.util.List;

import org.isnad.imports.ImportLine.CrisisLine;
import org.isnad.imports.ImportLine.EndLine;
import org.isnad.imports.ImportLine.SourceLine;
import org.isnad.imports.ImportResult.Fault;
import org.isnad.imports.ImportResult.ImportItem;
import org.isnad.imports.ImportResult.Tally;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** Collects the results of the lines of one import. Its memory is bounded, whatever the number of lines. */
final class LineResults {

    private static final int MAX_ITEMS = 10_000;
    private static final int MAX_VIOLATIONS = 1_000;

    private final ImportOptions options;
    private final List<ImportItem> items = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private Tally crises = Tally.NONE;
    private Tally sources = Tally.NONE;
    private Tally revisions = Tally.NONE;
    private HttpProblem firstRefusal;
    private int lines;
    private int refused;

    LineResults(ImportOptions options) {
        this.options = options;
    }

    /** Adds the result of a line that is not refused; the end of an export is not counted in a tally. */
    void add(ImportLine line, ImportItem item) {
        lines++;
        if (line instanceof CrisisLine) {
            crises = crises.plus(item.outcome());
        } else if (line instanceof SourceLine) {
            sources = sources.plus(item.outcome());
        } else if (!(line instanceof EndLine)) {
            revisions = revisions.plus(item.outcome());
        }
        if (items.size() < MAX_ITEMS) {
            items.add(item);
        }
    }

    /** Adds a refused line with its problem. */
    void addRefused(RawLine line, HttpProblem problem) {
        lines++;
        refused++;
        firstRefusal = firstRefusal == null ? problem : firstRefusal;
        if (violations.size() < MAX_VIOLATIONS) {
            List<Violation> own = Problem.violations(problem);
            own.forEach(violation -> violations.add(violation.inLine(line.number())));
            items.add(ImportItem.refused(line, own.stream().map(fault -> new Fault(fault.field(), fault.rule())).toList()));
        }
    }

    boolean hasRefusals() {
        return refused > 0;
    }

    /** Whether so many rules are violated that the import, which will be refused, need not be read to its end. */
    boolean isHopeless() {
        return !options.keepsValid() && violations.size() >= MAX_VIOLATIONS;
    }

    /**
     * Returns the result.
     *
     * @param isCut whether there are lines that were not read
     * @throws HttpProblem (400) if there is no line; or, unless the valid lines are kept, that of the first refused line with
     *         the violations of all of them
     */
    ImportResult finish(boolean isCut) {
        if (lines == 0) {
            throw Problem.INVALID.at(Violation.body("", "must have at least one line"));
        }
        if (hasRefusals() && !options.keepsValid()) {
            Problem problem = Problem.of(firstRefusal);
            throw isCut ? problem.builder(violations.size() + " rules are violated in the first " + lines
                    + " lines; the following lines were not checked").with("violations", violations).build()
                    : problem.at(violations);
        }
        return new ImportResult(options.dryRun(), lines, refused, crises, sources, revisions, items, lines - items.size());
    }
}
