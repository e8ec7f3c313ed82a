package org.isnad.content;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A published article.
 *
 * @param headline the headline, or null if there is none, as in a document or a passage
 * @param summary the summary, or null
 * @param isSummaryOurs true if whoever entered the article wrote the summary, otherwise null
 * @param body the full text of an article without sections, or null: the sample and most clients store summaries only
 * @param sections the parts of the article in their order, or null
 * @param originalLanguage the language in which the article was written
 * @param url the URL of the article, or null
 * @param publishedAt the date of publication stated by the article, or null
 * @param printedDate the same date as it is printed, such as "٠٦ يناير ٢٠٢٢", or null
 * @param credit the authors, agencies or photographers that the article credits, or null
 * @param authors the authors, each with a name, or null
 * @param imageCredit the credit of the image, or null
 * @param occurred the time of the reported event, or null
 * @param topics the IPTC Media Topics, such as {@code medtop:20000065}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Article(
        @MaxLength(500) Text headline,
        @MaxLength(5_000) Text summary,
        Boolean isSummaryOurs,
        @MaxLength(200_000) Text body,
        @Size(max = 100) List<@NotNull @Valid Section> sections,
        @NotNull @LanguageTag String originalLanguage,
        @WebAddress String url,
        PartialDate publishedAt,
        @ChangeAspect(Aspect.MINOR) @MaxLength(100) Text printedDate,
        @Valid Occurred occurred,
        @ChangeAspect(Aspect.ATTRIBUTION) @MaxLength(500) Text credit,
        @ChangeAspect(Aspect.ATTRIBUTION) @Size(max = 20) List<@NotNull @MaxLength(200) Text> authors,
        @ChangeAspect(Aspect.ATTRIBUTION) @MaxLength(500) Text imageCredit,
        @ChangeAspect(Aspect.TERM) @Size(max = 20) List<@NotNull @Pattern(regexp = "medtop:[0-9]{8}", message = "must be an IPTC Media Topic such as medtop:20000065") String> topics)
        implements
            Content {

    /**
     * A part of an article.
     *
     * @param heading the heading, or null
     * @param text the text below the heading, or null
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Section(@MaxLength(500) Text heading, @MaxLength(50_000) Text text) {

        /** @throws InvalidContent if neither heading nor text is given */
        public Section {
            if (heading == null && text == null) {
                throw new InvalidContent("heading", "is required unless a text is given");
            }
        }
    }

    /**
     * Replaces false for isSummaryOurs and an empty list of sections by null.
     *
     * @throws InvalidContent if neither headline, summary, body nor sections are given, if isSummaryOurs is given without a
     *         summary, or if both a body and a section with a text are given
     */
    public Article {
        isSummaryOurs = ContentRules.trueOrNull(isSummaryOurs);
        sections = ContentRules.nullIfEmpty(sections);
        boolean hasText = headline != null || summary != null || body != null;
        if (!hasText && sections == null) {
            throw new InvalidContent("headline", "is required unless a summary, a body or sections are given");
        }
        if (isSummaryOurs != null && summary == null) {
            throw new InvalidContent("summary", "is required when isSummaryOurs is given");
        }
        if (body != null && hasTextIn(sections)) {
            throw new InvalidContent("body", "must be absent when a section has a text");
        }
    }

    private static boolean hasTextIn(List<Section> sections) {
        return sections != null && sections.stream().anyMatch(section -> section != null && section.text != null);
    }

    @Override
    public Text words() {
        return headline == null ? summary : headline;
    }
}
