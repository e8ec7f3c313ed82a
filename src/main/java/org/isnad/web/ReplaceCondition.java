package org.isnad.web;

import jakarta.validation.constraints.Size;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.content.LanguageTag;
import org.isnad.content.Text;
import org.isnad.web.Problem.Violation;

/** The condition of a replacement (RFC 9110, 13.1.1), and the public reason for it. */
public class ReplaceCondition {

    @HeaderParam("If-Match")
    @Parameter(description = "The ETag of what is replaced as it was read, in any language; the PUT fails with 412 if it has changed, or with * if there is none.")
    public String ifMatch;

    @QueryParam("reason")
    @Size(max = 1_000)
    @Parameter(description = "The public reason for the replacement, which its notice states.")
    public String reason;

    @HeaderParam("Content-Language")
    @LanguageTag
    @Parameter(description = "The language of the reason; English if absent.")
    public String language;

    /**
     * Returns the public reason, or null.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if it is blank
     */
    public Text reason() {
        if (reason == null) {
            return null;
        }
        if (reason.isBlank()) {
            throw Problem.INVALID.at(Violation.query("reason", "must not be blank"));
        }
        return Text.of(language == null ? "en" : language, reason);
    }

    /**
     * Whether the stored resource satisfies If-Match.
     *
     * @param stored the stored resource, as passed to {@link Validator#ofValue}; null if it does not exist
     */
    public boolean admits(Object stored) {
        if (ifMatch == null) {
            return true;
        }
        return stored != null
                && (ifMatch.strip().equals("*") || ETags.tags(ifMatch).anyMatch(tag -> Validator.isOf(tag, stored)));
    }
}
