package org.isnad.pages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.isnad.pages.PublicApi.Answer;
import org.isnad.web.Csv;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** The page of a figure, and its tables for spreadsheets. */
@Path("casualties/{record}")
@Produces(MediaType.TEXT_HTML)
@Gzipped
public class FigureResource {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final PublicApi api;
    private final Pages pages;

    FigureResource(PublicApi api, Pages pages) {
        this.api = api;
        this.pages = pages;
    }

    /** Returns the page of a figure: its claims over time and side by side, all reports, and the difference of two of them. */
    @GET
    @Operation(hidden = true)
    public Uni<RestResponse<String>> figure(@PathParam("record") String record, @BeanParam PageQuery query,
            @BeanParam ComparedPair pair, HttpServerRequest http) {
        PageRequest page = new PageRequest(http, query);
        String path = path(record);
        return api.get(http, query.api(path + "/claims")).chain(claims -> hasNothingYet(claims, query)
                ? unreported(page, path)
                : figure(page, path, claims, pair));
    }

    private static String path(String record) {
        return "/casualties/" + PageQuery.segment(record);
    }

    private static boolean hasNothingYet(Answer claims, PageQuery query) {
        return claims.status() == NOT_FOUND && query.isPast();
    }

    private Uni<RestResponse<String>> figure(PageRequest page, String path, Answer claims, ComparedPair pair) {
        PageQuery query = page.query();
        String compared = pair.isGiven() ? query.api(path + "/compare?" + pair.query()) : null;
        List<String> paths = reads(query, query.api(path + "/claims"), claims,
                query.api(path + "/revisions?limit=1000&include=evidence"),
                lastChange(query, claims.body()), compared);
        return pages.show(page, "figure", paths, answers -> figure(page, answers, pair));
    }

    /** Returns the path of the last change of a record; null for an answer that says that there is none. */
    private static String lastChange(PageQuery query, Map<String, Object> claims) {
        return claims.containsKey("record")
                ? query.changes(claims.get("crisis"), 1) + "&record=" + claims.get("record")
                : null;
    }

    /** Returns the page of a figure of which nothing had been reported by the time that was asked for, if it exists now. */
    private Uni<RestResponse<String>> unreported(PageRequest page, String path) {
        PageQuery query = page.query();
        String claims = query.apiNow(path + "/claims");
        return api.get(page.http(), claims).chain(now -> pages.show(page, "figure", reads(query, claims, now),
                answers -> figure(page, answers, new ComparedPair())));
    }

    /** Returns what a page reads: of a record that there is not, only the answer that says so. */
    private static List<String> reads(PageQuery query, String path, Answer claims, String... more) {
        if (!claims.isOk()) {
            return List.of(path);
        }
        String crisis = query.apiNow("/crises/" + claims.body().get("crisis"));
        return Stream.concat(Stream.of(path, crisis, query.apiNow("/sources")), Stream.of(more).filter(Objects::nonNull))
                .toList();
    }

    private static Map<String, Object> figure(PageRequest page, List<Answer> answers, ComparedPair pair) {
        Map<String, Object> crisis = answers.get(1).body();
        Display display = new Display(page.texts(), (String) crisis.get("timeZone"), answers.get(2).items());
        List<Map<String, Object>> revisions = answers.size() > 3 ? answers.get(3).items() : List.of();
        FigureHistory history = new FigureHistory(answers.get(0).body(), revisions, pair);
        Map<String, Object> data = new HashMap<>(Map.of("crisis", crisis, "show", display, "history", history));
        data.put("step", answers.stream().skip(4).findFirst().flatMap(changes -> changes.items().stream().findFirst())
                .map(Situation::lastStep).orElse(null));
        if (answers.size() > 5) {
            data.put("differences", new Differences(answers.get(5).body(), display, page.texts()));
        }
        return data;
    }

    /** Returns the steps of the chart as a table for spreadsheets. */
    @GET
    @Path("series.csv")
    @Produces(Csv.TYPE)
    @Operation(hidden = true)
    public Uni<RestResponse<String>> series(@PathParam("record") String record, @BeanParam PageQuery query,
            HttpServerRequest http) {
        return api.get(http, query.apiNow(path(record) + "/claims")).chain(claims -> claims.isOk()
                ? table(http, record, query.api("/casualties/series?bom=true&crisis=" + claims.body().get("crisis")
                        + "&record=" + record))
                : Uni.createFrom().item(RestResponse.status(claims.status())));
    }

    /** Returns all reports as a table for spreadsheets. */
    @GET
    @Path("revisions.csv")
    @Produces(Csv.TYPE)
    @Operation(hidden = true)
    public Uni<RestResponse<String>> revisions(@PathParam("record") String record, @BeanParam PageQuery query,
            HttpServerRequest http) {
        return table(http, record + "-revisions", query.api(path(record) + "/revisions?bom=true&include=evidence"));
    }

    /** A browser asks for HTML when it follows a link, and the API chooses the format by what is asked for. */
    private Uni<RestResponse<String>> table(HttpServerRequest http, String name, String path) {
        return api.getText(http, path, Csv.TYPE).map(table -> table.status() == OK
                ? ResponseBuilder.ok(table.body())
                        .header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
                        .header("Cache-Control", "no-cache").header("Vary", Pages.VARY).build()
                : RestResponse.status(table.status()));
    }
}
