package org.isnad.search;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.content.LanguageTag;
import org.isnad.content.Slug;
import org.isnad.reads.EntryFilter;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The query parameters of a search that select among what has the words; null selects all. */
public class SearchFilter extends EntryFilter {

    @QueryParam("crisis")
    @Slug
    @Parameter(description = "The crisis. Absent for all that the caller may read.")
    public String crisis;

    @QueryParam("language")
    @LanguageTag
    @Parameter(description = "The language of the texts that have the words, whatever its region, such as ar. The language of the answer is that of lang.")
    public String language;

    @QueryParam("withdrawn")
    @DefaultValue("false")
    @Parameter(description = "Whether withdrawn revisions are found, too: those with a retraction that is in force.")
    public Boolean withdrawn;

    @QueryParam("sort")
    @DefaultValue("time")
    @Parameter(description = "The order: by the time of reporting, newest first, which stays the same; or by how well the texts match, which may change with a later version of the service.")
    public Order sort;

    /** The order of what is found. */
    @Schema(name = "SearchOrder")
    public enum Order {
        /** The newest report comes first. */
        @JsonProperty("time")
        TIME,
        /** The text that matches best comes first. */
        @JsonProperty("relevance")
        RELEVANCE
    }

    /** Returns the language of the texts without script and region, or null for any. */
    String language() {
        return language == null ? null : SearchedText.primary(language);
    }
}
