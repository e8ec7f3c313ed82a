package org.isnad.reads;

import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.History;
import org.isnad.chain.RecordChain;
import org.isnad.chain.RecordKey;
import org.isnad.chain.RecordView;
import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.content.Languages;

/** Loads the views of records. */
@ApplicationScoped
public class RecordViews {

    private final History history;

    RecordViews(History history) {
        this.history = history;
    }

    /** Returns the views of records as another history has them. */
    public static RecordViews of(History other) {
        return new RecordViews(other);
    }

    /**
     * Returns the views of records of a crisis in the order of their chains, with texts in the preferred languages.
     *
     * @param chains the revisions of the records within the bounds of a read, by record, none of them empty
     */
    public <C extends Content> List<RecordView<C>> load(String crisis, SortedMap<String, RecordChain> chains,
            Languages languages) {
        var shown = chains.values().stream().flatMap(chain -> chain.shown().stream()).toList();
        Map<String, List<Revision<C>>> revisions = history
                .<C> load(crisis, shown, RecordChain.standings(chains)::get, languages).stream()
                .collect(groupingBy(Revision::record));
        return chains.entrySet().stream().map(entry -> RecordView.of(
                new RecordKey(entry.getKey(), entry.getValue().kind(), crisis), entry.getValue(),
                revisions.get(entry.getKey()))).toList();
    }
}
