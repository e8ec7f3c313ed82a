package org.isnad.casualties;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.isnad.casualties.FigureChange.ClaimChange;
import org.isnad.casualties.FigureChange.FigureState;
import org.isnad.casualties.FigureEvents.Figures;
import org.isnad.chain.AsOf;
import org.isnad.chain.CrisisState;
import org.isnad.chain.History;
import org.isnad.chain.RecordView;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.changes.RecordChange;
import org.isnad.changes.RecordChange.ChangeStep;
import org.isnad.changes.RecordChanges;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.reads.Brief;
import org.isnad.reads.Briefs;
import org.isnad.reads.RecordViews;
import org.isnad.streams.EventSource;
import org.isnad.streams.StreamEvent;
import org.isnad.streams.StreamEvent.Item;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The changes of casualty records as events, in one language. */
final class FigureEvents implements EventSource<Figures> {

    private final Languages languages;
    private final RecordChanges changes;
    private final History history;
    private final RecordViews views;
    private final Briefs briefs;
    private final ObjectMapper mapper;

    FigureEvents(Languages languages, RecordChanges changes, History history, RecordViews views, Briefs briefs,
            ObjectMapper mapper) {
        this.languages = languages;
        this.changes = changes;
        this.history = history;
        this.views = views;
        this.briefs = briefs;
        this.mapper = mapper;
    }

    /** The figures that a record had before and after a change, in all their languages. */
    record Figures(String record, List<CasualtyFigure> figures) {
    }

    /** Whether an entry is a figure, or a notice, which can rule on one. */
    @Override
    public boolean isRelevant(RevisionHeader entry) {
        return entry.kind() == Kind.CASUALTY || entry.kind() == Kind.NOTICE;
    }

    @Override
    public Collection<StreamEvent<Figures>> events(CrisisState state, Collection<RevisionHeader> entries) {
        return entries.stream().map(entry -> event(state.crisis(), entry.position())).toList();
    }

    private StreamEvent<Figures> event(String crisis, long position) {
        List<RecordChange> changed = changes.between(crisis, position - 1, position, languages).stream()
                .filter(change -> change.kind() == Kind.CASUALTY).toList();
        List<String> records = changed.stream().map(RecordChange::record).toList();
        Map<String, RecordView<CasualtyFigure>> before = views(crisis, records, position - 1);
        Map<String, RecordView<CasualtyFigure>> after = views(crisis, records, position);
        List<Item<Figures>> items = new ArrayList<>();
        for (RecordChange change : changed) {
            RecordView<CasualtyFigure> earlier = before.get(change.record());
            RecordView<CasualtyFigure> later = after.get(change.record());
            FigureChange told = change(position, change, earlier, later);
            if (!told.changed().isEmpty()) {
                items.add(Item.of(figures(earlier, later), json(told)));
            }
        }
        return new StreamEvent<>(position, "figures", true, items);
    }

    private Map<String, RecordView<CasualtyFigure>> views(String crisis, List<String> records, long position) {
        return views.<CasualtyFigure> load(crisis, history.chains(crisis, records, AsOf.NOW.upTo(position)), Languages.ALL)
                .stream().collect(toMap(RecordView::record, Function.identity()));
    }

    /** Returns the figures of all claims before and after a change; the view before is null for a new record. */
    private static Figures figures(RecordView<CasualtyFigure> before, RecordView<CasualtyFigure> after) {
        List<CasualtyFigure> figures = Stream.of(before, after).filter(Objects::nonNull)
                .flatMap(view -> view.claims().stream()).map(Revision::content).filter(Objects::nonNull).toList();
        return new Figures(after.record(), figures);
    }

    private FigureChange change(long position, RecordChange change, RecordView<CasualtyFigure> before,
            RecordView<CasualtyFigure> after) {
        FigureState earlier = before == null ? null : state(before);
        FigureState later = state(after);
        List<ClaimChange> claims = change.claims().stream()
                .map(claim -> new ClaimChange(claim(before, claim.from()), claim(after, claim.to()))).toList();
        List<String> sentences = change.revisions().stream().map(ChangeStep::sentence).toList();
        Set<FigureChange.Aspect> changed = FigureChange.changed(earlier, later, claims);
        return new FigureChange(after.crisis(), position, after.record(), changed, sentences, earlier, later, claims);
    }

    private FigureState state(RecordView<CasualtyFigure> view) {
        RecordView<CasualtyFigure> shown = view.with(revision -> revision.in(languages));
        return new FigureState(named(Brief.of(shown)), claim(view, view.newest()));
    }

    /** Returns the brief view of the claim with a number; null for null. */
    private Brief claim(RecordView<CasualtyFigure> view, Integer number) {
        if (number == null) {
            return null;
        }
        Revision<CasualtyFigure> claim = view.claims().stream().filter(other -> number == other.number()).findFirst()
                .orElseThrow();
        return named(Brief.of(claim.in(languages)).preferred(number.equals(view.preferred())));
    }

    private Brief named(Brief brief) {
        return briefs.complete(List.of(brief), languages).get(0);
    }

    private byte[] json(FigureChange change) {
        try {
            return mapper.writeValueAsBytes(change);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
