package org.isnad.web;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** A read whose texts come in the language that the client prefers. */
public class Reading extends Conditional {

    @QueryParam("lang")
    @Parameter(description = "The language of texts: a BCP 47 tag such as ru, or * for all. Wins over Accept-Language.")
    public String lang;

    @HeaderParam("Accept-Language")
    @Parameter(description = "The languages preferred for texts; the answer says which was chosen and why.")
    public String acceptLanguage;

    /** The languages preferred. */
    public Languages languages() {
        return Languages.asked(lang, acceptLanguage);
    }

    /** The languages preferred, or others if the client prefers none. */
    public Languages languages(Languages otherwise) {
        return lang == null && acceptLanguage == null ? otherwise : languages();
    }

    @Override
    String representation() {
        return super.representation() + "#" + languages().mark();
    }
}
