package org.isnad.content;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a revision rests on.
 *
 * @param url where it is read, or null
 * @param publisher who published it, or null
 * @param record the record of this service that it rests on, such as the article, or null
 * @param number the revision of that record, or null
 * @param quotation the words relied on, at most 300 characters, or null
 * @param language the quotation's language; given exactly when the quotation is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evidence(
        @WebAddress String url,
        @Size(max = 300) String publisher,
        @Slug String record,
        @Min(1) Integer number,
        @Size(max = 300) String quotation,
        @LanguageTag String language) {

    public Evidence {
        if (url == null && publisher == null && record == null) {
            throw new InvalidContent("url", "must be given, or else a publisher or a record");
        }
        if (number != null && record == null) {
            throw new InvalidContent("record", "must be given with a number");
        }
        if ((quotation == null) != (language == null)) {
            throw new InvalidContent(quotation == null ? "quotation" : "language",
                    "must be given together with its counterpart");
        }
    }

    /** The same without the words relied on. */
    public Evidence unquoted() {
        return new Evidence(url, publisher, record, number, null, null);
    }
}
