package org.isnad.web;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.content.InvalidContent;
import org.isnad.content.Languages;
import org.isnad.web.Problem.Violation;

/** The parameters of a read whose texts come in the language that the client prefers. */
public class LanguageParameters extends ConditionalRequest {

    @QueryParam("lang")
    @Parameter(description = "The language of texts: a BCP 47 tag such as ru, or * for all. Wins over Accept-Language.")
    public String lang;

    @HeaderParam("Accept-Language")
    @Parameter(description = "The languages preferred for texts; the answer says which was chosen and why.")
    public String acceptLanguage;

    /** Returns the preferred languages; without a preference the original one. */
    public Languages languages() {
        return languages(Languages.original());
    }

    /** Returns the preferred languages, or a default if the client states no preference. */
    public Languages languages(Languages otherwise) {
        if (lang != null) {
            try {
                return Languages.of(lang);
            } catch (InvalidContent e) {
                throw Problem.INVALID.at(Violation.query("lang", e.rule() + ", nor * for all"));
            }
        }
        return acceptLanguage == null || acceptLanguage.isBlank() ? otherwise : accepting(acceptLanguage);
    }

    /** Returns the preference that an Accept-Language field states, or fails with 400. */
    public static Languages accepting(String ranges) {
        try {
            return Languages.accepting(ranges);
        } catch (InvalidContent e) {
            throw Problem.INVALID.at(Violation.header("Accept-Language", e.rule()));
        }
    }

    @Override
    String representation() {
        return super.representation() + "#" + languages().fingerprint();
    }
}
