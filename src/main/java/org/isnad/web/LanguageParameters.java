package org.isnad.web;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.content.InvalidContent;
import org.isnad.content.Languages;
import org.isnad.web.Problem.Violation;

/** The parameters of a read that answers texts in the language that the client prefers. */
public class LanguageParameters extends ConditionalRequest {

    @QueryParam("lang")
    @Parameter(description = "The language of the texts: a BCP 47 tag such as ru, or * for all languages. Takes precedence over Accept-Language.")
    public String lang;

    @HeaderParam("Accept-Language")
    @Parameter(description = "The preferred languages of the texts. The answer names the chosen language and the reason.")
    public String acceptLanguage;

    /**
     * Returns the languages that the client prefers, or the original language of each text if it states no preference.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if its preference is malformed
     */
    public Languages languages() {
        return languages(Languages.original());
    }

    /**
     * Returns the languages that the client prefers, from lang or else from Accept-Language, or the default if
     * it sends neither.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if its preference is malformed
     */
    public Languages languages(Languages defaultLanguages) {
        if (lang != null) {
            try {
                return Languages.of(lang);
            } catch (InvalidContent e) {
                throw Problem.INVALID.at(Violation.query("lang", e.rule() + ", and not * for all languages"));
            }
        }
        return acceptLanguage == null || acceptLanguage.isBlank() ? defaultLanguages : parseAcceptLanguage(acceptLanguage);
    }

    /**
     * Returns the languages that an Accept-Language header prefers.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if it is malformed
     */
    public static Languages parseAcceptLanguage(String header) {
        try {
            return Languages.accepting(header);
        } catch (InvalidContent e) {
            throw Problem.INVALID.at(Violation.header("Accept-Language", e.rule()));
        }
    }

    @Override
    protected Languages shownLanguages() {
        return languages();
    }

    @Override
    protected String representationKey() {
        return super.representationKey() + "#" + languages().fingerprint();
    }
}
