package org.isnad.crises;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.chain.RecordChain;
import org.isnad.chain.RecordView;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.reads.Brief;
import org.isnad.reads.Briefs;
import org.isnad.reads.Reads;
import org.isnad.reads.RecordViews;
import org.isnad.reads.ViewParameters;
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
    private final RecordViews views;
    private final Briefs briefs;

    Snapshots(History history, Reads reads, RecordViews views, Briefs briefs) {
        this.history = history;
        this.reads = reads;
        this.views = views;
        this.briefs = briefs;
    }

    /**
     * Returns the snapshot of a crisis at the times that the parameters select, or 304 if the client has the
     * current representation.
     *
     * @param kind the kind of record to include, or null for all kinds but notices
     * @throws org.isnad.content.Rejection UNKNOWN if the caller may not read the crisis
     */
    RestResponse<Snapshot> read(String crisis, Kind kind, ViewParameters parameters) {
        ReadView whole = reads.ofCrisis(crisis, parameters);
        long position = history.position(whole, kind);
        ReadView view = whole.upTo(position);
        return briefs.answer(parameters, view, Reads.validator(view, Validator.positionState(position, kind)),
                () -> compute(crisis, kind, view.bounds(), parameters), snapshot -> null,
                snapshot -> brief(snapshot, parameters.languages()));
    }

    /**
     * Computes the snapshot of a crisis, with texts in the preferred languages.
     *
     * @param kind the kind of record to include, or null for all kinds but notices; merged records are left out
     * @param bounds the bounds of the read, up to the position that the snapshot states
     */
    private Snapshot compute(String crisis, Kind kind, AsOf bounds, ViewParameters parameters) {
        SortedMap<String, RecordChain> chains = history.chains(crisis, kind, bounds);
        chains.values().removeIf(chain -> kind == null && chain.kind() == Kind.NOTICE || chain.standing().isMerged());
        SortedMap<String, List<RecordView<Content>>> records = views.load(crisis, chains, parameters.languages()).stream()
                .map(view -> view.with(parameters::select))
                .collect(groupingBy(view -> view.kind().path(), TreeMap::new, toList()));
        return new Snapshot(crisis, bounds.position(), records);
    }

    private BriefSnapshot brief(Snapshot snapshot, Languages languages) {
        SortedMap<String, BriefSnapshot.Records> records = new TreeMap<>();
        List<Brief> all = new ArrayList<>();
        snapshot.records().forEach((path, views) -> {
            List<Brief> items = views.stream().map(view -> Brief.of(view).inSnapshot()).toList();
            records.put(path, new BriefSnapshot.Records(Brief.link(views.get(0).kind()), items));
            all.addAll(items);
        });
        return new BriefSnapshot(snapshot.crisis(), snapshot.position(), records, briefs.names(all, languages));
    }
}
