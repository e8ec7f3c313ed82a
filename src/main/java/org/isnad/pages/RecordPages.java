package org.isnad.pages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.isnad.pages.PublicApi.Answer;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** The pages of records of all kinds but figures: their versions and languages side by side, with the words that changed. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Gzipped
public class RecordPages {

    /** The maximum number of revisions on the page of a record, each compared with the revision that it supersedes. */
    private static final int VERSIONS = 20;

    private static final int NOT_FOUND = 404;

    private final PublicApi api;
    private final Pages pages;

    RecordPages(PublicApi api, Pages pages) {
        this.api = api;
        this.pages = pages;
    }

    /** Returns the page of a record. */
    @GET
    @Path("{kind: articles|statements|reactions|measures|disruptions|appointments}/{record}")
    @Operation(hidden = true)
    public Uni<RestResponse<String>> versions(@PathParam("kind") String kind, @PathParam("record") String record,
            @BeanParam PageQuery query, HttpServerRequest http) {
        PageRequest page = new PageRequest(http, query);
        String path = "/" + kind + "/" + PageQuery.segment(record);
        String revisions = query.times(path + "/revisions?lang=*&limit=500&include=evidence");
        return api.get(http, revisions).chain(answer -> answer.status() == NOT_FOUND && query.isPast() ? unreported(page, path)
                : show(page, path, revisions, answer));
    }

    /** Returns the page of a record of which nothing had been reported by the time that was asked for, if it exists now. */
    private Uni<RestResponse<String>> unreported(PageRequest page, String path) {
        PageQuery query = page.query();
        String record = query.apiNow(path);
        return api.get(page.http(), record).chain(now -> {
            String crisis = query.apiNow("/crises/" + now.body().get("crisis"));
            List<String> reads = now.isOk() ? List.of(record, crisis, query.apiNow("/sources")) : List.of(record);
            return pages.show(page, "unreported", reads, RecordPages.described(page));
        });
    }

    private static Function<List<Answer>, Map<String, Object>> described(PageRequest page) {
        return answers -> Map.of("record", answers.get(0).body(), "crisis", answers.get(1).body(), "show",
                new Display(page.texts(), (String) answers.get(1).body().get("timeZone"), answers.get(2).items()));
    }

    private Uni<RestResponse<String>> show(PageRequest page, String path, String revisions, Answer answer) {
        List<Map<String, Object>> all = answer.items();
        List<Map<String, Object>> newest = all.subList(Math.max(0, all.size() - VERSIONS), all.size());
        List<Map<String, Object>> changing = newest.stream().filter(revision -> revision.get("supersedes") != null).toList();
        String crisis = all.isEmpty() ? "" : (String) all.get(0).get("crisis");
        Stream<String> reads = answer.isOk() ? Stream.of(revisions, page.query().api(path),
                page.query().apiNow("/crises/" + crisis), page.query().apiNow("/sources")) : Stream.of(revisions);
        Stream<String> comparisons = changing.stream().map(revision -> page.query().times(
                path + "/compare?from=" + revision.get("supersedes") + "&to=" + revision.get("number")));
        return pages.show(page, "versions", Stream.concat(reads, comparisons).toList(),
                answers -> data(page, answers, newest, changing));
    }

    private static Map<String, Object> data(PageRequest page, List<Answer> answers, List<Map<String, Object>> newest,
            List<Map<String, Object>> changing) {
        Map<Object, Answer> comparisons = new HashMap<>();
        for (int at = 0; at < changing.size(); at++) {
            comparisons.put(changing.get(at).get("number"), answers.get(at + 4));
        }
        Map<String, Object> crisis = answers.get(2).body();
        Display display = new Display(page.texts(), (String) crisis.get("timeZone"), answers.get(3).items());
        return Map.of("record", answers.get(1).body(), "crisis", crisis, "show", display, "total",
                answers.get(0).body().get("total"),
                "versions", new Versions(newest, comparisons).newestFirst());
    }
}
