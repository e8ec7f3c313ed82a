package org.isnad.records;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.isnad.chain.History;
import org.isnad.chain.ReadBasis;
import org.isnad.chain.ReadView;
import org.isnad.chain.RecordChain;
import org.isnad.chain.RecordKey;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.content.Content;
import org.isnad.formats.Citation;
import org.isnad.formats.FormatContext;
import org.isnad.reads.Reads;
import org.isnad.sources.Sources;
import org.isnad.web.PublicAddress;
import org.isnad.web.ReadParameters;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Answers how to cite revisions. */
@ApplicationScoped
class Citations {

    private final History history;
    private final Reads reads;
    private final Sources sources;
    private final ReadBasis basis;
    private final PublicAddress address;
    private final ObjectMapper mapper;
    private final Clock clock;

    Citations(History history, Reads reads, Sources sources, ReadBasis basis, PublicAddress address, ObjectMapper mapper,
            Clock clock) {
        this.history = history;
        this.reads = reads;
        this.sources = sources;
        this.basis = basis;
        this.address = address;
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * Returns the citation of a revision in the media type that the client prefers, or 304 if the client has it. It was read at
     * knownAt, or else now.
     */
    RestResponse<Object> cite(Class<? extends Content> type, String id, int number, ReadParameters parameters, UriInfo uri) {
        String mediaType = parameters.preferred(MediaType.TEXT_PLAIN, Citation.BIBTEX, Citation.CSL_JSON);
        RecordKey record = history.record(type, id);
        ReadView view = reads.ofRecord(record, parameters);
        RecordChain chain = history.chain(record, view.bounds());
        RevisionHeader header = RecordReads.requireNumbered(history, record, chain, number);
        // The time of reading and the address of the host are not part of the key of an answer in memory.
        basis.setChangeable();
        Revision<?> revision = history.load(record.crisis(), List.of(header), seen -> chain.standing(), parameters.languages())
                .get(0);
        Instant knownAt = parameters.knownAt(clock);
        Instant read = knownAt == null ? clock.instant().truncatedTo(ChronoUnit.SECONDS) : knownAt;
        FormatContext context = new FormatContext(address.base(uri.getRequestUri()),
                sources.descriptions(Set.of(revision.source())), parameters.languages());
        Citation citation = Citation.of(revision, context, read);
        RestResponse<Object> response = parameters.answer(Validator.ofValue(citation).restricted(view.isRestricted()),
                () -> body(citation, mediaType));
        response.getHeaders().putSingle("Content-Type",
                mediaType.equals(Citation.CSL_JSON) ? mediaType : mediaType + ";charset=UTF-8");
        return response;
    }

    private Object body(Citation citation, String mediaType) {
        return switch (mediaType) {
            case Citation.BIBTEX -> citation.bibtex();
            case Citation.CSL_JSON -> citation.cslJson(mapper);
            default -> citation.text();
        };
    }
}
