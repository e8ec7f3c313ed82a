package org.isnad.web;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The parameters of a paged list. */
public class Paging {

    @QueryParam("limit")
    @DefaultValue("50")
    @Min(1)
    @Max(1000)
    @Parameter(description = "How many items a page holds at the most.")
    public Integer limit;

    @QueryParam("cursor")
    @Parameter(description = "Where to go on: the `next` of the page before.")
    public String cursor;

    /** Returns the cursor, or null on the first page. */
    public Cursor cursor(ReadParameters parameters) {
        return cursor == null ? null : Cursor.parse(cursor, parameters.fingerprint());
    }

    /** Returns the requested page of a list that was computed from a position. */
    public <T, S> Page<T> of(List<S> all, long position, ReadParameters parameters,
            Function<List<S>, List<T>> load) {
        Cursor from = cursor(parameters);
        int start = from == null ? 0 : Math.min(from.after(), all.size());
        int end = Math.min(start + limit, all.size());
        String next = end == all.size() ? null : new Cursor(position, end, parameters.fingerprint()).toString();
        return new Page<>(position, all.size(), load.apply(all.subList(start, end)), next);
    }

    /** Returns the position that all pages are computed from, which the first page determines. */
    public long position(ReadParameters parameters, LongSupplier first) {
        return cursor == null ? first.getAsLong() : cursor(parameters).position();
    }

    /** Returns how many items the pages before this one held. */
    public int offset(ReadParameters parameters) {
        return cursor == null ? 0 : cursor(parameters).after();
    }

    /** Returns the page of items that a query selected at the offset, out of a total. */
    public <T> Page<T> found(List<T> items, long total, long position, ReadParameters parameters) {
        int end = offset(parameters) + items.size();
        return new Page<>(position, Math.toIntExact(total), items,
                end >= total ? null : new Cursor(position, end, parameters.fingerprint()).toString());
    }
}
