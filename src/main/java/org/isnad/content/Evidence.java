package org.isnad.content;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * An item of evidence for a revision. At least one of url, publisher and record is given.
 *
 * @param url the URL of the evidence, or null
 * @param publisher the publisher, or null
 * @param record the id of the cited record of this service, such as an article, or null
 * @param number the number of the cited revision of that record, or null
 * @param quotation the quoted words, at most 300 characters, or null
 * @param language the language of the quotation, or null if there is no quotation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evidence(
        @WebAddress String url,
        @Size(max = 300) String publisher,
        @Slug String record,
        @Min(1) Integer number,
        @Size(max = 300) String quotation,
        @LanguageTag String language) {

    /**
     * @throws InvalidContent if url, publisher and record are all absent, a number is given without a record, or
     *         only one of quotation and language is given
     */
    public Evidence {
        if (url == null && publisher == null && record == null) {
            throw new InvalidContent("url", "is required unless a publisher or a record is given");
        }
        if (number != null && record == null) {
            throw new InvalidContent("record", "is required when a number is given");
        }
        if ((quotation == null) != (language == null)) {
            throw new InvalidContent(quotation == null ? "quotation" : "language",
                    "is required: quotation and language are given together");
        }
    }

    /** Returns this evidence without the quotation and its language. */
    public Evidence unquoted() {
        return new Evidence(url, publisher, record, number, null, null);
    }
}
