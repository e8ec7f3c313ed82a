package org.isnad.crises;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.isnad.chain.AsOf;
import org.isnad.chain.Head;
import org.isnad.chain.History;
import org.isnad.chain.RecordView;
import org.isnad.chain.Revision;
import org.isnad.chain.Standing;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.web.Answer;
import org.isnad.web.Question;
import org.jboss.resteasy.reactive.RestResponse;

/** Takes snapshots of crises. They hold no description: descriptions change, and a snapshot of a time must not. */
@ApplicationScoped
class Snapshots {

    private final History history;

    Snapshots(History history) {
        this.history = history;
    }

    /** @param kind the only kind wanted, or null for all */
    @Transactional
    RestResponse<Snapshot> of(String crisis, Kind kind, Question question) {
        history.requireCrisis(crisis);
        AsOf open = history.asOf(question, crisis);
        long position = history.position(crisis, open);
        return question.answer(Answer.ofPosition(position, open.isFixed()),
                () -> take(crisis, kind, open.upTo(position), question));
    }

    private Snapshot take(String crisis, Kind kind, AsOf asOf, Question question) {
        SortedMap<String, List<Head>> heads = new TreeMap<>(history.heads(crisis, kind, asOf));
        Map<String, Standing> standings = Standing.byRecord(heads);
        Map<String, Kind> kinds = history.kinds(heads.keySet());
        List<Head> shown = new ArrayList<>();
        standings.forEach((record, standing) -> {
            if (kinds.get(record) == Kind.CASUALTY) {
                shown.addAll(standing.claims());
            } else {
                standing.current().ifPresent(shown::add);
            }
        });
        Map<String, List<Revision<Content>>> revisions = history.load(crisis, shown, standings::get, question.languages())
                .stream().collect(groupingBy(Revision::record));
        SortedMap<String, List<RecordView<Content>>> records = new TreeMap<>();
        heads.forEach((record, chain) -> {
            Kind its = kinds.get(record);
            RecordView<Content> view = RecordView.of(record, its, crisis, chain.get(0).last(),
                    revisions.getOrDefault(record, List.of()));
            records.computeIfAbsent(its.path(), path -> new ArrayList<>())
                    .add(its == Kind.CASUALTY ? view : view.withoutClaims());
        });
        return new Snapshot(crisis, asOf.position(), records);
    }
}
