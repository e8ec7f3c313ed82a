package org.isnad.content;

import java.util.List;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An item of evidence for a revision. At least one of url, publisher and record is given.
 *
 * @param url the URL of the evidence, or null
 * @param publisher the publisher, or null
 * @param record the id of the cited record of this service, such as an article, or null
 * @param number the number of the cited revision of that record, or null
 * @param type what it says of the revision; null means supports
 * @param quotation the quoted words, at most 300 characters, or null
 * @param language the language of the quotation, or null if there is no quotation
 * @param speaker who said the quoted words, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evidence(
        @WebAddress String url,
        @Size(max = 300) String publisher,
        @Slug String record,
        @Min(1) Integer number,
        Type type,
        @Size(max = 300) String quotation,
        @LanguageTag String language,
        @Size(max = 300) String speaker) {

    /** The relation of a revision to its evidence. */
    @Schema(name = "EvidenceType")
    public enum Type {
        /** The revision rests on it, or repeats what it says. */
        @JsonProperty("supports")
        SUPPORTS,
        /** The revision reports that it was withdrawn. */
        @JsonProperty("reports-its-withdrawal")
        REPORTS_ITS_WITHDRAWAL,
        /** The revision disputes it. */
        @JsonProperty("disputes")
        DISPUTES,
        /** The revision mentions it and rests on something else. */
        @JsonProperty("mentions")
        MENTIONS,
        /** The revision repeats it wrongly, such as with digits or areas swapped. */
        @JsonProperty("misquotes")
        MISQUOTES
    }

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
        if (speaker != null && quotation == null) {
            throw new InvalidContent("quotation", "is required when a speaker is given");
        }
        if ((quotation == null) != (language == null)) {
            throw new InvalidContent(quotation == null ? "quotation" : "language",
                    "is required: quotation and language are given together");
        }
    }

    /** Whether a revision with some evidence, which may be null, repeats another one wrongly. */
    public static boolean isMisquotation(List<Evidence> evidence) {
        return evidence != null && evidence.stream().anyMatch(item -> item.type == Type.MISQUOTES);
    }

    /** Whether the revision rests on it. */
    public boolean supports() {
        return type == null || type == Type.SUPPORTS;
    }

    /** Returns this evidence without the quotation, its language and its speaker. */
    public Evidence unquoted() {
        String none = null;
        return new Evidence(url, publisher, record, number, type, none, none, none);
    }
}
