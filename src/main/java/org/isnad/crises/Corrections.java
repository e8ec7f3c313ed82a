package org.isnad.crises;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.History.Citation;
import org.isnad.chain.ReadView;
import org.isnad.chain.RecordChain;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.compare.Difference;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.crises.Correction.Reference;
import org.isnad.crises.Correction.Replaced;
import org.isnad.reads.EntryFilter;
import org.isnad.reads.Reads;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.ReadParameters;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

/** Lists the corrections and retractions in a crisis. */
@ApplicationScoped
class Corrections {

    private final History history;
    private final Reads reads;

    Corrections(History history, Reads reads) {
        this.history = history;
        this.reads = reads;
    }

    /**
     * Returns the requested page of the corrections and retractions in a crisis, and of the other revisions that supersede one
     * of another source, in the reverse order of reporting, or 304 if the client has the current representation. Those that
     * are no longer in force are included.
     *
     * @param filter matches the revisions that correct or retract
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if the source of the filter is unknown
     * @throws org.isnad.content.Rejection UNKNOWN if the caller may not read the crisis
     */
    RestResponse<Page<Correction>> list(String crisis, EntryFilter filter, ReadParameters parameters, Paging paging) {
        ReadView whole = reads.ofCrisis(crisis, parameters);
        reads.requireSources(filter);
        long position = paging.position(parameters, () -> history.position(whole, null));
        ReadView view = whole.upTo(position);
        parameters.negotiate(history.position(view.within(AsOf.NOW), Kind.NOTICE));
        return parameters.answer(Reads.validator(view, Validator.positionState(position, null)), () -> {
            List<RevisionHeader> matching = history.corrections(crisis, filter::matches, view.bounds());
            return paging.of(matching, position, parameters,
                    headers -> loadCorrections(crisis, headers, view.bounds()).corrections(parameters.languages()));
        });
    }

    /**
     * Returns the data of some corrections and retractions.
     *
     * @param corrections the headers of the corrections and retractions
     * @param bounds the bounds of the standing and of the citing revisions
     */
    private LoadedCorrections loadCorrections(String crisis, List<RevisionHeader> corrections, AsOf bounds) {
        Map<RevisionHeader, List<RevisionHeader>> correctedBy = new HashMap<>();
        corrections.forEach(by -> correctedBy.put(by, history.putOutOfForceBy(crisis, by)));
        List<RevisionHeader> corrected = correctedBy.values().stream().flatMap(List::stream).toList();
        List<Citation> citations = history.citing(crisis, corrected, bounds);
        Set<RevisionHeader> shown = new HashSet<>(corrections);
        shown.addAll(corrected);
        citations.forEach(citation -> shown.add(citation.citing()));
        Map<String, Standing> standings = RecordChain.standings(history.chains(crisis, records(shown), bounds));
        Map<Long, List<Citation>> citedBy = citations.stream()
                .filter(citation -> standings.get(citation.citing().record()).claims().contains(citation.citing()))
                .collect(groupingBy(citation -> citation.cited().position()));
        return new LoadedCorrections(corrections, correctedBy, standings, history.whole(crisis, shown), citedBy);
    }

    private static Set<String> records(Collection<RevisionHeader> headers) {
        return headers.stream().map(RevisionHeader::record).collect(toSet());
    }

    /**
     * The data of one page of corrections and retractions: the revisions that they supersede and the revisions that
     * cite those.
     *
     * @param corrections the headers of the corrections and retractions, in the order of the page
     * @param corrected the headers of the revisions that each of them puts out of force
     * @param standings the standing of the shown revisions, by record
     * @param revisions the shown revisions, by position
     * @param citedBy the citations of corrected revisions by claims, by the position of the cited revision
     */
    private record LoadedCorrections(List<RevisionHeader> corrections, Map<RevisionHeader, List<RevisionHeader>> corrected,
            Map<String, Standing> standings, Map<Long, Revision<Content>> revisions, Map<Long, List<Citation>> citedBy) {

        /** Returns the corrections in the order of the page, with texts in the preferred languages. */
        List<Correction> corrections(Languages languages) {
            return corrections.stream().map(by -> correction(by, languages)).toList();
        }

        /** Returns a correction or retraction, with texts in the preferred languages. */
        private Correction correction(RevisionHeader by, Languages languages) {
            Revision<Content> after = revisions.get(by.position()).in(languages);
            boolean inForce = standings.get(by.record()).isInForce(by.number());
            List<Replaced> replaced = corrected.get(by).stream().filter(of -> !of.record().equals(by.record()))
                    .map(of -> replaced(by, of, languages)).toList();
            Replaced own = corrected.get(by).stream().filter(of -> of.record().equals(by.record()))
                    .map(of -> replaced(by, of, languages)).findFirst().orElse(null);
            return own == null ? new Correction(after, inForce, null, null, List.of(), replaced)
                    : new Correction(after, inForce, own.revision(), own.difference(), own.citedBy(), replaced);
        }

        private Replaced replaced(RevisionHeader by, RevisionHeader of, Languages languages) {
            Revision<Content> before = revisions.get(of.position());
            return new Replaced(before.in(languages), Difference.between(before, revisions.get(by.position()), languages),
                    references(of, by));
        }

        /**
         * Returns the claims that rest on a corrected one, in position order and without the correction
         * {@code by} itself.
         */
        private List<Reference> references(RevisionHeader corrected, RevisionHeader by) {
            List<Reference> references = new ArrayList<>();
            for (Citation citation : citedBy.getOrDefault(corrected.position(), List.of())) {
                if (citation.citing().position() != by.position()) {
                    references.add(Reference.of(revisions.get(citation.citing().position())));
                }
            }
            return references;
        }
    }
}
