package org.isnad.changes;

import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.isnad.chain.RecordChain;
import org.isnad.chain.RevisionHeader;
import org.isnad.changes.Steps.Step;

/**
 * The revisions of a span.
 *
 * @param byRecord the revisions that belong to a record or affect it, by record; of each at least one
 * @param effects the effects of revisions of other records, by affected record
 */
record SpanRevisions(Map<String, List<RevisionHeader>> byRecord, Map<String, List<Effect>> effects) {

    /**
     * Returns the revisions of a span with the records that they affect.
     *
     * @param own the revisions by the record to which they belong
     * @param chains returns the revisions of some records up to the end of the span; records without revisions are absent
     */
    static SpanRevisions of(Map<String, List<RevisionHeader>> own,
            Function<Collection<String>, Map<String, RecordChain>> chains) {
        Map<String, RecordChain> deciding = chains.apply(own.keySet());
        Map<String, List<Effect>> effects = own.values().stream().flatMap(List::stream)
                .flatMap(header -> Effect.of(header, deciding.get(header.record()))).collect(groupingBy(Effect::record));
        effects.keySet().retainAll(chains.apply(effects.keySet()).keySet());
        Map<String, List<RevisionHeader>> byRecord = new HashMap<>(own);
        effects.forEach((record, ofRecord) -> byRecord.merge(record, ofRecord.stream().map(Effect::by).distinct().toList(),
                SpanRevisions::union));
        return new SpanRevisions(byRecord, effects);
    }

    private static List<RevisionHeader> union(List<RevisionHeader> own, List<RevisionHeader> affecting) {
        return Stream.concat(own.stream(), affecting.stream()).toList();
    }

    /** Returns those that belong to one record or affect it; all for null. */
    SpanRevisions only(String record) {
        if (record == null) {
            return this;
        }
        List<RevisionHeader> ofRecord = byRecord.get(record);
        return new SpanRevisions(ofRecord == null ? Map.of() : Map.of(record, ofRecord), effects);
    }

    /** Returns the ids of the records by the latest orderFrom of their revisions, descending, then by id. */
    List<String> lastReportedFirst() {
        return byRecord.keySet().stream().sorted(Comparator.comparing(this::latestOrderFrom).reversed()
                .thenComparing(Function.identity())).toList();
    }

    private Instant latestOrderFrom(String record) {
        return byRecord.get(record).stream().map(RevisionHeader::orderFrom).max(Comparator.naturalOrder()).orElseThrow();
    }

    /** Returns the ids of the records by the first position of their revisions, then by id. */
    List<String> firstRecordedFirst() {
        return byRecord.keySet().stream().sorted(Comparator.comparing(this::firstPosition)
                .thenComparing(Function.identity())).toList();
    }

    private long firstPosition(String record) {
        return byRecord.get(record).stream().mapToLong(RevisionHeader::position).min().orElseThrow();
    }

    /** Returns the distinct positions of the revisions in ascending order. */
    List<Long> positions() {
        return byRecord.values().stream().flatMap(List::stream).map(RevisionHeader::position).distinct().sorted().toList();
    }

    /**
     * Returns the revisions that belong to a record or affect it, each with what it changed.
     *
     * @param chain the revisions of the record up to the end of the span
     * @param order the order of the revisions, in which none comes before the one that it supersedes
     */
    List<Step> steps(String record, RecordChain chain, Comparator<RevisionHeader> order) {
        Set<RevisionHeader> told = new HashSet<>(byRecord.get(record));
        List<Step> steps = new ArrayList<>(Steps.of(chain, order));
        steps.removeIf(step -> !told.contains(step.by()));
        for (Effect effect : effects.getOrDefault(record, List.of())) {
            RevisionHeader last = chain.headers().get(chain.headers().size() - 1);
            steps.add(new Step(effect.by(), effect.number() == 0 ? last : chain.numbered(effect.number()), effect.turn()));
        }
        steps.sort(Comparator.comparing(Step::by, order));
        return steps;
    }
}
