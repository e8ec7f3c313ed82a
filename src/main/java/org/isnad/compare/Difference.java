package org.isnad.compare;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.Revision;
import org.isnad.content.Aspect;
import org.isnad.content.Languages;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The difference between two revisions of one kind.
 *
 * @param comparable whether both figures have the same count, or null unless both revisions have a figure
 * @param material whether any change alters the claim
 * @param declaredMaterial false if an editor declared, with the revision that supersedes the other, that it differs in nothing
 *        that matters; otherwise null
 * @param aspects the aspects that the changes concern, without duplicates
 * @param changes the changes: first those of the content in the order of its components, then those of the header
 */
@Schema(requiredProperties = { "material", "aspects", "changes" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Difference(Boolean comparable, boolean material, Boolean declaredMaterial, List<Aspect> aspects,
        List<Change> changes) {

    /**
     * Returns the difference between two revisions of one kind. Texts are compared in the languages that are chosen for
     * either revision; a text that the two do not have in common in one of these is compared in all its languages.
     *
     * @param languages the preference by which a language is chosen for each revision
     */
    public static Difference between(Revision<?> from, Revision<?> to, Languages languages) {
        Set<String> tags = Stream.of(from, to).map(revision -> revision.in(languages).language().tag())
                .filter(Objects::nonNull).collect(Collectors.toSet());
        return Differ.between(from, to, tags);
    }

    /**
     * Returns the difference between two revisions as they are shown, each in one language.
     *
     * @param areComparable whether the figures of the revisions count the same
     */
    static Difference ofShown(Revision<?> from, Revision<?> to, boolean areComparable) {
        return Differ.between(from, to, Set.of(), areComparable);
    }

    /** Returns the difference that consists of some changes; its aspects are in the order of {@link Aspect}. */
    static Difference of(Revision<?> from, Revision<?> to, Boolean comparable, List<Change> changes) {
        boolean isSuperseded = to.record().equals(from.record()) && Objects.equals(to.supersedes(), from.number());
        return new Difference(comparable, changes.stream().anyMatch(Change::material), isSuperseded ? to.material() : null,
                changes.stream().flatMap(Change::allAspects).distinct().sorted().toList(), List.copyOf(changes));
    }
}
