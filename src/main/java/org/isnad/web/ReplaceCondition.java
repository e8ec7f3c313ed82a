package org.isnad.web;

import jakarta.ws.rs.HeaderParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The condition of a replacement (RFC 9110, 13.1.1). */
public class ReplaceCondition {

    @HeaderParam("If-Match")
    @Parameter(description = "The ETag of what is replaced as it was read, in any language; the PUT fails with 412 if it has changed, or with * if there is none.")
    public String ifMatch;

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
