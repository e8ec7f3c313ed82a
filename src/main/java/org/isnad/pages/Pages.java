package org.isnad.pages;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;

import org.isnad.pages.PublicApi.Answer;
import org.isnad.web.ETags;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.quarkiverse.web.bundler.runtime.Bundle;
import io.quarkus.qute.Engine;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Renders the templates of pages. */
@ApplicationScoped
class Pages {

    /** The request headers that a page depends on. */
    static final String VARY = "Accept-Language, Accept-Encoding";

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    /** Marks the entity tag of a page, which is the same however the page is compressed. */
    private static final String WEAK = "W/";

    private final PublicApi api;
    private final Engine templates;
    private final Bundle bundle;

    Pages(PublicApi api, Engine templates, Bundle bundle) {
        this.api = api;
        this.templates = templates;
        this.bundle = bundle;
    }

    /** Returns the address of a script of the bundle, which contains a hash of its content. */
    String script(String name) {
        return bundle.script(name);
    }

    /**
     * Returns a page that is rendered from answers of the API, or one that says what is wrong if one of them fails.
     *
     * @param template the name of the template
     * @param paths what is read of the API: paths below /api/v1, with their queries
     * @param data computes the values of the template from the answers, in the order of the paths
     */
    Uni<RestResponse<String>> show(PageRequest page, String template, List<String> paths,
            Function<List<Answer>, Map<String, Object>> data) {
        List<Uni<Answer>> answers = paths.stream().map(path -> api.get(page.http(), path)).toList();
        return Uni.join().all(answers).andFailFast().emitOn(Infrastructure.getDefaultWorkerPool())
                .map(read -> read.stream().filter(answer -> !answer.isOk()).findFirst()
                        .map(failed -> render(page, failed.status(), "problem", Map.of("problem", failed.body())))
                        .orElseGet(() -> render(page, OK, template, data.apply(read))));
    }

    /** Returns a page that is rendered without reading the API. */
    RestResponse<String> show(PageRequest page, String template, Map<String, Object> data) {
        return render(page, OK, template, data);
    }

    /** Renders a page. It has an entity tag of its content, and browsers ask each time whether it has changed. */
    private RestResponse<String> render(PageRequest page, int status, String template, Map<String, Object> data) {
        TemplateInstance instance = templates.getTemplate("pages/" + template + ".html").data("t", page.texts())
                .data("link", page.query()).data("path", page.path()).data("languages", Texts.LANGUAGES).data("view", template)
                .data("script", bundle.script("app")).data("style", bundle.style("app"));
        data.forEach(instance::data);
        String html = instance.render();
        String etag = '"' + UUID.nameUUIDFromBytes(html.getBytes(StandardCharsets.UTF_8)).toString() + '"';
        ResponseBuilder<String> response = status == OK && ETags.matches(page.ifNoneMatch(), etag)
                ? ResponseBuilder.create(NOT_MODIFIED)
                : ResponseBuilder.<String> create(status).entity(html);
        return response.type(MediaType.TEXT_HTML + ";charset=UTF-8").header("ETag", WEAK + etag)
                .header("Cache-Control", "no-cache").header("Vary", VARY)
                .header("Content-Language", page.texts().language()).build();
    }
}
