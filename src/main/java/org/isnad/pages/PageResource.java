package org.isnad.pages;

import java.net.URI;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.isnad.pages.PublicApi.Answer;
import org.isnad.web.PublicAddress;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** The pages for readers. They are rendered from answers of the public API, and readable without scripts. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Gzipped
public class PageResource {

    /** The maximum number of changes that the page of a crisis reads; figures without one of them have no sentence. */
    private static final int CHANGES = 60;

    /** The maximum number of crises on the first page that are shown with their last change. */
    private static final int LAST_CHANGES = 20;

    /** The maximum number of corrections on the page of a crisis. */
    private static final int CORRECTIONS = 5;

    private final PublicApi api;
    private final Pages pages;
    private final Clock clock;
    private final PublicAddress address;
    private final String provider;

    PageResource(PublicApi api, Pages pages, Clock clock, PublicAddress address,
            @ConfigProperty(name = "quarkus.oidc.desk.tenant-enabled") boolean hasProvider,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<URI> provider) {
        this.api = api;
        this.pages = pages;
        this.clock = clock;
        this.address = address;
        this.provider = hasProvider ? provider.map(URI::getHost).orElse("") : "";
    }

    /** Returns the page with all crises that everybody may read, the last recorded first and with their last changes. */
    @GET
    @Operation(hidden = true)
    public Uni<RestResponse<String>> crises(@BeanParam PageQuery query, HttpServerRequest http) {
        PageRequest page = new PageRequest(http, query);
        return api.get(http, query.api("/crises")).chain(crises -> {
            List<Object> newest = newestFirst(crises.items()).limit(LAST_CHANGES).map(crisis -> crisis.get("id")).toList();
            return pages.show(page, "crises", reads(query, newest), answers -> crises(page, newest, answers));
        });
    }

    private static Stream<Map<String, Object>> newestFirst(List<Map<String, Object>> crises) {
        Comparator<Map<String, Object>> order = Comparator.comparing(crisis -> PublicApi.instant(crisis.get("recordedAt")),
                Comparator.nullsFirst(Comparator.naturalOrder()));
        return crises.stream().sorted(order.reversed());
    }

    private static List<String> reads(PageQuery query, List<Object> crises) {
        Stream<String> changes = crises.stream()
                .map(crisis -> query.changes(crisis, 1));
        return Stream.concat(Stream.of(query.api("/crises")), changes).toList();
    }

    /** @param changed the ids of the crises whose last changes are the answers from the second on */
    private Map<String, Object> crises(PageRequest page, List<Object> changed, List<Answer> answers) {
        List<Map<String, Object>> crises = newestFirst(answers.get(0).items()).toList();
        for (Map<String, Object> crisis : crises) {
            int at = changed.indexOf(crisis.get("id"));
            crisis.put("change",
                    at < 0 ? null : answers.get(at + 1).items().stream().findFirst().map(Situation::lastStep).orElse(null));
            crisis.put("show", new Display(page.texts(), (String) crisis.get("timeZone"), List.of()));
        }
        return Map.of("crises", crises, "origin", address.base(page.address()));
    }

    /** Returns the situation of a crisis: figures, words, what is in force, changes and corrections. */
    @GET
    @Path("crises/{crisis}")
    @Operation(hidden = true)
    public Uni<RestResponse<String>> situation(@PathParam("crisis") String crisis, @BeanParam PageQuery query,
            HttpServerRequest http) {
        PageRequest page = new PageRequest(http, query);
        String path = "/crises/" + PageQuery.segment(crisis);
        // Source names have no history, so they are read without asOf and knownAt.
        return pages.show(page, "situation",
                List.of(query.api(path), query.api(path + "/snapshot"),
                        query.changes(crisis, CHANGES),
                        query.api(path + "/corrections?limit=" + CORRECTIONS), query.apiNow("/sources")),
                answers -> situation(page, answers));
    }

    private Map<String, Object> situation(PageRequest page, List<Answer> answers) {
        Map<String, Object> crisis = answers.get(0).body();
        Map<String, Object> snapshot = answers.get(1).body();
        Display display = new Display(page.texts(), (String) crisis.get("timeZone"), answers.get(4).items());
        return Map.of("crisis", crisis, "position", snapshot.get("position"), "show", display, "situation",
                Situation.of(crisis, snapshot, answers.get(2).items(), page.at(clock), display), "changes",
                answers.get(2).items(),
                "corrections", answers.get(3).items(), "paths", List.of("measures", "disruptions", "appointments"));
    }

    /** Returns the desk, from which editors write with their own key. */
    @GET
    @Path("desk")
    @Operation(hidden = true)
    public RestResponse<String> desk(@BeanParam PageQuery query, HttpServerRequest http) {
        return pages.show(new PageRequest(http, query), "desk",
                Map.of("deskScript", pages.script("desk"), "provider", provider));
    }

    /** Returns the page that shows the elements that other pages may embed, with the code for it. */
    @GET
    @Path("embed")
    @Operation(hidden = true)
    public RestResponse<String> embedding(@BeanParam PageQuery query, HttpServerRequest http) {
        PageRequest page = new PageRequest(http, query);
        return pages.show(page, "embed", Map.of("origin", address.base(page.address())));
    }

    /** Redirects to the script with the elements that other pages may embed, whose address changes with its content. */
    @GET
    @Path("embed.js")
    @Operation(hidden = true)
    public RestResponse<Void> embed() {
        return ResponseBuilder.<Void> create(307).header("Location", pages.script("embed"))
                .header("Cache-Control", "public, max-age=300").build();
    }
}
