package org.isnad.crises;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.isnad.chain.AsOf;
import org.isnad.chain.Head;
import org.isnad.chain.History;
import org.isnad.chain.History.Citation;
import org.isnad.chain.History.Found;
import org.isnad.chain.History.Search;
import org.isnad.chain.Revision;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;
import org.isnad.compare.Difference;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.crises.Correction.Reference;
import org.isnad.web.Answer;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.Question;
import org.jboss.resteasy.reactive.RestResponse;

/** The ledger of corrections and retractions. */
@ApplicationScoped
class Corrections {

    private static final Set<Status> CORRECTIONS = Set.of(Status.CORRECTED, Status.RETRACTED);

    private final History history;

    Corrections(History history) {
        this.history = history;
    }

    /** Every correction and retraction in a crisis, newest first; of one kind, source or status where these are given. */
    @Transactional
    RestResponse<Page<Correction>> of(String crisis, Kind kind, String source, Status status, Question question,
            Paging paging) {
        if (status != null && !CORRECTIONS.contains(status)) {
            throw Problem.INVALID.at(Violation.query("status", "must be corrected or retracted"));
        }
        history.requireCrisis(crisis);
        history.requireSource("source", source);
        AsOf open = history.asOf(question, crisis);
        long position = paging.position(question, () -> history.position(crisis, open));
        AsOf asOf = open.upTo(position);
        Set<Status> statuses = status == null ? CORRECTIONS : Set.of(status);
        return question.answer(Answer.ofPosition(position, open.isFixed()), () -> {
            Found found = history.newest(crisis, new Search(kind, source, statuses, null, null, false), asOf,
                    paging.after(question), paging.limit);
            return paging.found(corrections(crisis, found.heads(), asOf, question), found.total(), position, question);
        });
    }

    private List<Correction> corrections(String crisis, List<Head> corrections, AsOf asOf, Question question) {
        Map<String, Map<Integer, Head>> corrected = history.superseded(corrections);
        List<Head> all = corrected.values().stream().flatMap(heads -> heads.values().stream()).toList();
        List<Citation> citations = history.citing(crisis, all, asOf);
        Set<Head> shown = new HashSet<>(corrections);
        shown.addAll(all);
        citations.forEach(citation -> shown.add(citation.citing()));
        Map<String, Standing> standings = history.standing(shown, asOf);
        Map<Long, Revision<Content>> revisions = history.whole(crisis, shown);
        Map<Long, List<Citation>> citedBy = citations.stream()
                .filter(citation -> standings.get(citation.citing().record()).stands(citation.citing().number()))
                .collect(groupingBy(citation -> citation.cited().position()));
        return corrections.stream().map(by -> {
            Head of = corrected.get(by.record()).get(by.supersedes());
            Standing standing = standings.get(by.record());
            Revision<Content> after = revisions.get(by.position());
            Revision<Content> before = revisions.get(of.position());
            return new Correction(after.in(question.languages()), standing.isInForce(by.number()),
                    before.in(question.languages()), Difference.between(before, after, question.languages()),
                    references(citedBy.getOrDefault(of.position(), List.of()), by, revisions));
        }).toList();
    }

    /** Those that cite what was corrected, but for the correction itself. */
    private static List<Reference> references(Collection<Citation> citations, Head by, Map<Long, Revision<Content>> revisions) {
        List<Reference> references = new ArrayList<>();
        for (Citation citation : citations) {
            if (citation.citing().position() != by.position()) {
                Revision<Content> citing = revisions.get(citation.citing().position());
                references.add(new Reference(citing.kind(), citing.record(), citing.number(), citing.source(),
                        citing.reportedAt()));
            }
        }
        return references;
    }
}
