package org.isnad.content;

import java.util.List;
import java.util.function.UnaryOperator;

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
 * @param body the full text, or null: the sample and most clients store summaries only
 * @param originalLanguage the language in which the article was written
 * @param url the URL of the article, or null
 * @param publishedAt the date of publication stated by the article, or null
 * @param credit the authors, agencies or photographers that the article credits, or null
 * @param occurred the time of the reported event, or null
 * @param topics the IPTC Media Topics, such as {@code medtop:20000065}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Article(
        @MaxLength(500) Text headline,
        @MaxLength(5_000) Text summary,
        @MaxLength(200_000) Text body,
        @NotNull @LanguageTag String originalLanguage,
        @WebAddress String url,
        PartialDate publishedAt,
        @Valid Occurred occurred,
        @ChangeAspect(Aspect.ATTRIBUTION) @MaxLength(500) Text credit,
        @ChangeAspect(Aspect.TERM) @Size(max = 20) List<@NotNull @Pattern(regexp = "medtop:[0-9]{8}", message = "must be an IPTC Media Topic such as medtop:20000065") String> topics)
        implements
            Content {

    /** @throws InvalidContent if neither headline, summary nor body is given */
    public Article {
        if (headline == null && summary == null && body == null) {
            throw new InvalidContent("headline", "is required unless a summary or a body is given");
        }
    }

    @Override
    public Text words() {
        return headline == null ? summary : headline;
    }

    @Override
    public Article withTexts(UnaryOperator<Text> change) {
        return new Article(change.apply(headline), change.apply(summary), change.apply(body), originalLanguage, url,
                publishedAt, occurred, change.apply(credit), topics);
    }
}
