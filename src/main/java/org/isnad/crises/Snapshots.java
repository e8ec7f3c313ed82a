package org.isnad.crises;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.chain.RecordChain;
import org.isnad.chain.RecordKey;
import org.isnad.chain.RecordView;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.reads.Reads;
import org.isnad.web.ReadParameters;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Computes snapshots of crises. A snapshot does not contain the description of the crisis, because descriptions change and
 * a past snapshot must not.
 */
@ApplicationScoped
class Snapshots {

    private final History history;
    private final Reads reads;

    Snapshots(History history, Reads reads) {
        this.history = history;
        this.reads = reads;
    }

    /**
     * Returns the snapshot of a crisis at the times that the parameters select, or 304 if the client has the
     * current representation.
     *
     * @param kind the kind of record to include, or null for all kinds but notices
     * @throws org.isnad.content.Rejection UNKNOWN if the caller may not read the crisis
     */
    RestResponse<Snapshot> read(String crisis, Kind kind, ReadParameters parameters) {
        ReadView whole = reads.ofCrisis(crisis, parameters);
        long position = history.position(whole, kind);
        ReadView view = whole.upTo(position);
        return parameters.answer(Reads.validator(view, Validator.positionState(position, kind)),
                () -> compute(crisis, kind, view.bounds(), parameters.languages()));
    }

    /**
     * Computes the snapshot of a crisis, with texts in the preferred languages.
     *
     * @param kind the kind of record to include, or null for all kinds but notices; merged records are left out
     * @param bounds the bounds of the read, up to the position that the snapshot states
     */
    private Snapshot compute(String crisis, Kind kind, AsOf bounds, Languages languages) {
        SortedMap<String, RecordChain> chains = history.chains(crisis, kind, bounds);
        chains.values().removeIf(chain -> kind == null && chain.kind() == Kind.NOTICE || chain.standing().isMerged());
        Map<String, Standing> standings = RecordChain.standings(chains);
        List<RevisionHeader> shown = new ArrayList<>();
        chains.values().forEach(chain -> shown.addAll(chain.shown()));
        Map<String, List<Revision<Content>>> revisions = history.load(crisis, shown, standings::get, languages).stream()
                .collect(groupingBy(Revision::record));
        SortedMap<String, List<RecordView<Content>>> records = new TreeMap<>();
        chains.forEach((record, chain) -> {
            RecordKey key = new RecordKey(record, chain.kind(), crisis);
            records.computeIfAbsent(key.kind().path(), path -> new ArrayList<>())
                    .add(RecordView.of(key, chain, revisions.get(record)));
        });
        return new Snapshot(crisis, bounds.position(), records);
    }
}
