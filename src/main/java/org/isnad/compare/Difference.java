package org.isnad.compare;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.Revision;
import org.isnad.content.Aspect;
import org.isnad.content.Languages;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What differs between two revisions of one kind.
 *
 * @param comparable whether both figures count the same, so that more and less mean something; null if one gives none
 * @param material whether any change alters what is claimed
 * @param aspects what the changes are about
 * @param changes the changes: content first, in the order of its components, then who says it, when, as what and on what
 *        evidence
 */
@Schema(requiredProperties = { "material", "aspects", "changes" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Difference(Boolean comparable, boolean material, List<Aspect> aspects, List<Change> changes) {

    /** The difference of the texts in the languages preferred, or in all that both have where there is none such. */
    public static Difference between(Revision<?> from, Revision<?> to, Languages languages) {
        return Differ.between(from, to, Stream.of(from, to).map(revision -> revision.in(languages).language().tag())
                .filter(Objects::nonNull).collect(Collectors.toSet()));
    }

    static Difference of(Boolean comparable, List<Change> changes) {
        return new Difference(comparable, changes.stream().anyMatch(Change::material),
                changes.stream().map(Change::aspect).distinct().sorted().toList(), List.copyOf(changes));
    }
}
