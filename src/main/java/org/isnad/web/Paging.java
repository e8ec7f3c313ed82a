package org.isnad.web;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    @Parameter(description = "The maximum number of items on a page.")
    public Integer limit;

    @QueryParam("cursor")
    @Parameter(description = "The cursor of the page: `next` of the previous page. Absent for the first page.")
    public String cursor;

    @QueryParam("bom")
    @DefaultValue("false")
    @Parameter(description = "Whether CSV begins with a byte order mark, which Excel needs to recognise UTF-8.")
    public Boolean bom;

    private long now;

    /**
     * Returns the cursor, or null on the first page.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if the cursor is malformed or of another list
     */
    public Cursor cursor(ReadParameters parameters) {
        return cursor == null ? null : Cursor.parse(cursor, parameters.fingerprint());
    }

    /**
     * Returns the requested page of a list that is complete in memory, in the order of the list; or, in a format without pages,
     * all items from the requested page on, which are converted in portions when they are asked for.
     *
     * @param <S> the type of the items of the list
     * @param <T> the type of the items on the page
     * @param all the items of all pages
     * @param position the crisis position that the list was computed from; the cursor of the next page contains it
     * @param parameters the parameters of the list, for which the cursor is valid
     * @param convert converts some items; must keep their number and order
     */
    public <T, S> Page<T> of(List<S> all, long position, ReadParameters parameters,
            Function<List<S>, List<T>> convert) {
        int start = Math.min(offset(parameters), all.size());
        if (parameters.isWhole()) {
            String noNext = null;
            return new Page<>(position, all.size(), Portions.of(all.subList(start, all.size()), convert), noNext);
        }
        int end = Math.min(start + limit, all.size());
        String next = end == all.size() ? null : new Cursor(position, end, parameters.fingerprint(), now).toString();
        return new Page<>(position, all.size(), convert.apply(all.subList(start, end)), next);
    }

    /**
     * Returns the crisis position that all pages are computed from.
     *
     * @param first determines the position on the first page; later pages take it from the cursor
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if the cursor is malformed or of another list
     */
    public long position(ReadParameters parameters, LongSupplier first) {
        return cursor == null ? first.getAsLong() : cursor(parameters).position();
    }

    /**
     * Returns the instant for which all pages are computed: now on the first page; later pages take it from the cursor.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if the cursor is malformed or of another list
     */
    public Instant now(ReadParameters parameters, Clock clock) {
        now = cursor == null ? ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()) : cursor(parameters).now();
        return Instant.EPOCH.plus(now, ChronoUnit.MICROS);
    }

    /**
     * Returns the number of items on the pages before the requested one.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if the cursor is malformed or of another list
     */
    private int offset(ReadParameters parameters) {
        return cursor == null ? 0 : cursor(parameters).offset();
    }
}
