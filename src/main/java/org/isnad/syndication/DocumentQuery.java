package org.isnad.syndication;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.QueryParam;

import org.isnad.reads.EntryFilter;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

/** The filter of the entries of a feed, and which of its documents is requested. */
public class DocumentQuery extends EntryFilter {

    static final String ARCHIVE = "archive";
    static final String LIMIT = "limit";

    /** The number of the archive from 1, or null for the subscription document. */
    @QueryParam(ARCHIVE)
    @Min(1)
    public Integer archive;

    /** The number of entries of a short document: the newest ones, without links to archives; null for all. */
    @QueryParam(LIMIT)
    @Min(1)
    @Max(Window.SIZE)
    public Integer limit;

    /** Fails with 400 if an archive is to be shortened. */
    void requireNoShortArchive() {
        if (archive != null && limit != null) {
            throw Problem.INVALID.at(Violation.query(LIMIT, "must be absent when archive is given"));
        }
    }
}
