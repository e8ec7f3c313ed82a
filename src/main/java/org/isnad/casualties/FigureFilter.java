package org.isnad.casualties;

import jakarta.ws.rs.QueryParam;

import org.isnad.casualties.FigureEvents.Figures;
import org.isnad.content.Slug;
import org.isnad.reads.CountFilter;

/** The figures that a client watches; null selects all. */
public class FigureFilter extends CountFilter {

    @QueryParam("crisis")
    @Slug
    public String crisis;

    @QueryParam("record")
    @Slug
    public String record;

    /** Whether any of the figures of a record is selected. */
    boolean matches(Figures of) {
        boolean isRecord = record == null || record.equals(of.record());
        return isRecord && (isEmpty() || of.figures().stream().anyMatch(this::matches));
    }
}
