package org.isnad.records;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.chain.RecordChain;
import org.isnad.chain.RecordKey;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.content.Article;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.reads.Brief;
import org.isnad.reads.Briefs;
import org.isnad.reads.EntryFilter;
import org.isnad.reads.Reads;
import org.isnad.reads.ViewParameters;
import org.isnad.reads.ViewParameters.Include;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

/** Lists what was reported from an article. */
@ApplicationScoped
class Facts {

    private static final Kind ANY_KIND = null;

    private final History history;
    private final Reads reads;
    private final Briefs briefs;

    Facts(History history, Reads reads, Briefs briefs) {
        this.history = history;
        this.reads = reads;
        this.briefs = briefs;
    }

    /**
     * Returns a page of the revisions of any kind that name an article in their evidence and match a filter, newest first:
     * those that stand, or with include=retracted all. 304 if the client has the current representation.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if a source of the filter is unknown
     * @throws org.isnad.content.Rejection UNKNOWN if there is no such article, or the caller may not read it
     */
    RestResponse<Page<Revision<Content>>> of(String article, EntryFilter filter, ViewParameters parameters, Paging paging) {
        RecordKey record = history.record(Article.class, article);
        reads.requireSources(filter);
        ReadView whole = reads.ofRecord(record, parameters);
        long position = paging.position(parameters, () -> history.position(whole, ANY_KIND));
        ReadView view = whole.upTo(position);
        return briefs.answer(parameters, view, Reads.validator(view, Validator.positionState(position, ANY_KIND)),
                () -> page(article, view, filter, parameters, paging), page -> null,
                page -> briefs.page(page, page.items().stream().map(Brief::of).toList(), parameters.languages()));
    }

    private Page<Revision<Content>> page(String article, ReadView view, EntryFilter filter, ViewParameters parameters,
            Paging paging) {
        List<RevisionHeader> citing = history.citing(view.crisis(), article, view.bounds()).stream().filter(filter::matches)
                .toList();
        Set<String> records = citing.stream().map(RevisionHeader::record).collect(toSet());
        Map<String, Standing> standings = RecordChain.standings(history.chains(view.crisis(), records, view.bounds()));
        boolean isWhole = parameters.includes(Include.RETRACTED);
        List<RevisionHeader> facts = citing.stream()
                .filter(header -> isWhole || standings.get(header.record()).stands(header.number()))
                .sorted(RecordReads.NEWEST_FIRST).toList();
        return paging.of(facts, view.bounds().position(), parameters,
                page -> history.<Content> load(view.crisis(), page, standings::get, parameters.languages()).stream()
                        .map(parameters::select).toList());
    }
}
