package org.isnad.syndication;

import jakarta.validation.constraints.Min;
import jakarta.ws.rs.QueryParam;

import org.isnad.reads.EntryFilter;

/** The filter of the entries of a feed, and which of its documents is requested. */
public class DocumentQuery extends EntryFilter {

    static final String ARCHIVE = "archive";

    /** The number of the archive from 1, or null for the subscription document. */
    @QueryParam(ARCHIVE)
    @Min(1)
    public Integer archive;
}
