package org.isnad.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import org.isnad.chain.Decisions.Replacement;
import org.isnad.chain.Decisions.Ruling;
import org.isnad.content.Notice;

/** Finds the effects of revisions of other records on one record. */
final class DecisionFinder {

    private static final Comparator<Replacement> AS_REPORTED = Comparator
            .comparing((Replacement replacement) -> replacement.cause().orderFrom())
            .thenComparing(replacement -> replacement.cause().position());

    private final String record;
    private final List<Replacement> replacements = new ArrayList<>();
    private final SortedMap<Integer, Ruling> rulings = new TreeMap<>();
    private long position;
    private String mergedInto;
    private String heldBy;

    private DecisionFinder(String record) {
        this.record = record;
    }

    /**
     * Returns the decisions on a record.
     *
     * @param deciding the revisions with a decisive link to the record, within the bounds of the read, in position order
     * @param chains returns the revisions of a record within the same bounds, in number order
     */
    static Decisions find(String record, List<RevisionHeader> deciding, Function<String, List<RevisionHeader>> chains) {
        DecisionFinder finder = new DecisionFinder(record);
        for (RevisionHeader header : deciding) {
            finder.add(header, chains.apply(header.record()));
        }
        finder.replacements.sort(AS_REPORTED);
        return new Decisions(finder.position, finder.replacements, finder.rulings, finder.mergedInto, finder.heldBy);
    }

    /** @param own the revisions of the record of the deciding one */
    private void add(RevisionHeader header, List<RevisionHeader> own) {
        position = Math.max(position, own.get(own.size() - 1).position());
        List<RevisionHeader> retractions = own.stream().filter(other -> other.status() == Status.RETRACTED)
                .sorted(Standing.NEWEST_FIRST.reversed()).toList();
        boolean isInForce = !Standing.of(retractions).isWithdrawn(header.number());
        for (Link link : header.links()) {
            if (link.record().equals(record) && link.type() == Link.Type.REPLACES) {
                addReplacement(link.number(), header, retractions);
            } else if (link.record().equals(record) && link.isDecisive() && isInForce) {
                addAct(link, header);
            }
        }
    }

    private void addAct(Link link, RevisionHeader header) {
        if (link.type() == Link.Type.MERGES) {
            mergedInto = header.links().stream().filter(other -> other.type() == Link.Type.MERGES_INTO).findFirst()
                    .orElseThrow().record();
            return;
        }
        if (link.type() == Link.Type.HOLDS) {
            heldBy = header.record();
            return;
        }
        if (link.type() == Link.Type.RULES_FOR || link.type() == Link.Type.RULES_AGAINST) {
            boolean isFor = link.type() == Link.Type.RULES_FOR;
            rulings.put(link.number(),
                    new Ruling(link.number(), isFor ? Notice.Ruling.FOR : Notice.Ruling.AGAINST, header.record()));
        }
    }

    /** Adds the begin of a replacement, its end where the replacing revision was withdrawn, and so on. */
    private void addReplacement(int number, RevisionHeader by, List<RevisionHeader> retractions) {
        replacements.add(new Replacement(number, by, by, true));
        boolean isWithdrawn = false;
        for (int end = 1; end <= retractions.size(); end++) {
            if (Standing.of(retractions.subList(0, end)).isWithdrawn(by.number()) != isWithdrawn) {
                replacements.add(new Replacement(number, by, retractions.get(end - 1), isWithdrawn));
                isWithdrawn = !isWithdrawn;
            }
        }
    }
}
