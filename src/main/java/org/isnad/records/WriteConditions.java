package org.isnad.records;

import java.util.Set;
import java.util.stream.Collectors;

import jakarta.validation.constraints.Size;
import jakarta.ws.rs.HeaderParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.chain.WriteOptions;
import org.isnad.web.ETags;
import org.isnad.web.Validator;

/** The header fields that make a write conditional or idempotent. */
public class WriteConditions {

    @HeaderParam("If-Match")
    @Parameter(description = "The ETag of the record as it was read; the append fails with 412 if the record has a newer revision.")
    public String ifMatch;

    @HeaderParam("If-None-Match")
    @Parameter(description = "With *, the PUT fails with 412 if the record exists.")
    public String ifNoneMatch;

    @HeaderParam("Idempotency-Key")
    @Size(min = 1, max = 255)
    @Parameter(description = "A string that the client chooses; a repeated request with the same key receives the response to the first one.")
    public String idempotencyKey;

    /**
     * Returns the conditions as options of a write. If-Match requires that the record exists, If-None-Match that it is
     * new, whatever their values are.
     */
    WriteOptions options() {
        return new WriteOptions(ifMatch != null, expectedNumbers(ifMatch), ifNoneMatch != null, idempotencyKey);
    }

    /**
     * Returns the revision numbers in If-Match, or null if it is absent or {@code *}; an ETag that is not one of a
     * record counts as -1, which no record ends with.
     */
    static Set<Integer> expectedNumbers(String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return null;
        }
        return ETags.tags(ifMatch).map(Validator::number).collect(Collectors.toSet());
    }
}
