package org.isnad.pages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

/** The pages with lists: the timeline of a crisis, its corrections, and search. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Gzipped
public class ListPages {

    private static final int LIMIT = 50;

    private final Pages pages;

    ListPages(Pages pages) {
        this.pages = pages;
    }

    /** Returns the revisions of a crisis that match the filter, in the order of reporting. */
    @GET
    @Path("crises/{crisis}/timeline")
    @Operation(hidden = true)
    public Uni<RestResponse<String>> timeline(@PathParam("crisis") String crisis, @BeanParam ListQuery query,
            HttpServerRequest http) {
        return list(crisis, "timeline", "/timeline?limit=" + LIMIT, query, http);
    }

    /** Returns what was corrected or retracted in a crisis, by whom and why, and what still rests on it; newest first. */
    @GET
    @Path("crises/{crisis}/corrections")
    @Operation(hidden = true)
    public Uni<RestResponse<String>> corrections(@PathParam("crisis") String crisis, @BeanParam ListQuery query,
            HttpServerRequest http) {
        return list(crisis, "corrections", "/corrections?limit=" + LIMIT, query, http);
    }

    private Uni<RestResponse<String>> list(String crisis, String template, String read, ListQuery query,
            HttpServerRequest http) {
        PageRequest page = new PageRequest(http, query);
        String path = "/crises/" + PageQuery.segment(crisis);
        return pages.show(page, template,
                List.of(query.api(path), query.filtered(query.api(path + read)), query.apiNow("/sources")),
                answers -> data(page, answers.get(0).body(), answers));
    }

    /** Returns the form of the search and, if something is sought, the hits. */
    @GET
    @Path("search")
    @Operation(hidden = true)
    public Uni<RestResponse<String>> search(@BeanParam ListQuery query, HttpServerRequest http) {
        PageRequest page = new PageRequest(http, query);
        List<String> form = List.of(query.apiNow("/crises"), query.apiNow("/sources"));
        List<String> sought = List.of(query.apiNow("/crises"), query.filtered(query.api("/search")), query.apiNow("/sources"));
        return pages.show(page, "search", query.seeks() ? sought : form,
                answers -> data(page, Map.of("timeZone", "UTC"), answers));
    }

    private static Map<String, Object> data(PageRequest page, Map<String, Object> crisis, List<Answer> answers) {
        Map<String, Object> data = new HashMap<>();
        data.put("crisis", crisis);
        data.put("first", answers.get(0).body());
        data.put("list", answers.size() > 2 ? answers.get(1).body() : null);
        data.put("sources", answers.get(answers.size() - 1).items());
        data.put("show", new Display(page.texts(), (String) crisis.get("timeZone"), answers.get(answers.size() - 1).items()));
        return data;
    }
}
