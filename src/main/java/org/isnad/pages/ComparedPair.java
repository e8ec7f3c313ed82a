package org.isnad.pages;

import jakarta.ws.rs.QueryParam;

/** The parameters that choose two revisions to compare. They are passed on to the API as they are given. */
public class ComparedPair {

    @QueryParam("from")
    public String from;

    @QueryParam("to")
    public String to;

    /** Whether two revisions are given: a revision has no difference from itself. */
    boolean isGiven() {
        return from != null && to != null && !from.isEmpty() && !to.isEmpty() && !from.equals(to);
    }

    /** Returns the pair as parameters of the API. */
    String query() {
        return "from=" + PageQuery.segment(from) + "&to=" + PageQuery.segment(to);
    }
}
