package org.isnad.web;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which part of a list a client asks for. */
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

    /** The cursor that was given with this question, or null on the first page. */
    public Cursor cursor(Question question) {
        return cursor == null ? null : Cursor.parse(cursor, question.mark());
    }

    /** The page of a list that was computed from a position. */
    public <T, S> Page<T> of(List<S> all, long position, Question question,
            Function<List<S>, List<T>> load) {
        Cursor from = cursor(question);
        int start = from == null ? 0 : Math.min(from.after(), all.size());
        int end = Math.min(start + limit, all.size());
        String next = end == all.size() ? null : new Cursor(position, end, question.mark()).toString();
        return new Page<>(position, all.size(), load.apply(all.subList(start, end)), next);
    }

    /** The position that all pages answer from: that of the first page, which is found so. */
    public long position(Question question, LongSupplier first) {
        return cursor == null ? first.getAsLong() : cursor(question).position();
    }

    /** How many items the pages before this one held. */
    public int after(Question question) {
        return cursor == null ? 0 : cursor(question).after();
    }

    /** The page that a query found after so many items, out of all that there are. */
    public <T> Page<T> found(List<T> items, long total, long position, Question question) {
        int end = after(question) + items.size();
        return new Page<>(position, Math.toIntExact(total), items,
                end >= total ? null : new Cursor(position, end, question.mark()).toString());
    }
}
