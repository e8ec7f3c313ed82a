package org.isnad.records;

import java.util.Set;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.chain.WriteOptions;
import org.isnad.content.Languages;
import org.isnad.content.Slug;
import org.isnad.web.LanguageParameters;

/** The parameters of a preview. */
public class PreviewParameters {

    @QueryParam("record")
    @Slug
    @Parameter(description = "The record that the report is about; a new one if it is absent.")
    public String record;

    @HeaderParam("If-Match")
    @Parameter(description = "The ETag of the record as it was read; the preview fails with 412 if the record has a newer revision.")
    public String ifMatch;

    @HeaderParam("Accept-Language")
    @Parameter(description = "The preferred languages of the texts and sentences.")
    public String acceptLanguage;

    /** Returns the conditions of the append. */
    WriteOptions options() {
        Set<Integer> expected = WriteConditions.expectedNumbers(ifMatch);
        boolean mustBeNew = false;
        String idempotencyKey = null;
        return new WriteOptions(ifMatch != null, expected, mustBeNew, idempotencyKey);
    }

    /**
     * Returns the languages that the client prefers, or the original language of each text if it states no preference.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if its preference is malformed
     */
    Languages languages() {
        return acceptLanguage == null || acceptLanguage.isBlank() ? Languages.original()
                : LanguageParameters.parseAcceptLanguage(acceptLanguage);
    }
}
