package org.isnad.pages;

import jakarta.ws.rs.QueryParam;

import io.quarkus.qute.TemplateData;

/** The parameters of a page with a list: filters, and the cursor of a part of it. */
@TemplateData
public class ListQuery extends PageQuery {

    @QueryParam("q")
    public String q;

    @QueryParam("crisis")
    public String crisis;

    @QueryParam("kind")
    public String kind;

    @QueryParam("source")
    public String source;

    @QueryParam("status")
    public String status;

    @QueryParam("withdrawn")
    public String withdrawn;

    @QueryParam("cursor")
    public String cursor;

    /** Whether the reader seeks something. */
    boolean seeks() {
        return q != null && !q.isBlank();
    }

    /** Returns a path of the API with the filters and the cursor of this page. */
    String filtered(String path) {
        return withQuery(path, query(filters(), parameter("cursor", cursor)));
    }

    private String filters() {
        return query(parameter("q", q), parameter("crisis", crisis), parameter("kind", kind), parameter("source", source),
                parameter("status", status), parameter("withdrawn", withdrawn));
    }

    /** Returns the address of the list in another language, with the same filters; from its beginning. */
    @Override
    public String in(String language, String path) {
        return super.in(language, withQuery(path, filters()));
    }

    /** Returns the address of another part of the list. */
    public String part(String path, Object next) {
        return to(withQuery(path, query(filters(), parameter("cursor", next))));
    }
}
