package org.isnad.chain;

import jakarta.validation.constraints.Size;
import jakarta.ws.rs.HeaderParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.web.Answer;
import org.isnad.web.ETags;
import org.isnad.web.Problem;

/** What a write may demand before it is done, and how it is told from its own repetition. */
public class Condition {

    @HeaderParam("If-Match")
    @Parameter(description = "The ETag of the record as read: the append fails with 412 if it has grown since.")
    public String ifMatch;

    @HeaderParam("If-None-Match")
    @Parameter(description = "With *, a PUT fails with 412 if the record exists.")
    public String ifNoneMatch;

    @HeaderParam("Idempotency-Key")
    @Size(min = 1, max = 255)
    @Parameter(description = "Any string of the client's: a repeated request with the same key is answered as the first was.")
    public String idempotencyKey;

    /** No demand. */
    public static Condition none() {
        return new Condition();
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (412) unless a record that ends with this number is what is meant */
    void requireNumber(int last) {
        if (ifMatch != null && !ifMatch.strip().equals("*")
                && ETags.tags(ifMatch).noneMatch(tag -> Answer.number(tag) == last)) {
            throw Problem.PRECONDITION_FAILED.because("The record ends with revision " + last + "; read it again");
        }
    }

    void requireNew() {
        if (ifMatch != null) {
            throw Problem.PRECONDITION_FAILED.because("The record does not exist yet");
        }
    }

    void allowExisting() {
        if (ifNoneMatch != null) {
            throw Problem.PRECONDITION_FAILED.because("The record exists");
        }
    }
}
