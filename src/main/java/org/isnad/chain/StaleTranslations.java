package org.isnad.chain;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.content.Content;
import org.isnad.content.Translation;

/** Finds stale translations: those whose source has since changed the texts that were translated. */
@ApplicationScoped
class StaleTranslations {

    private final Revisions revisions;
    private final Codec codec;

    StaleTranslations(Revisions revisions, Codec codec) {
        this.revisions = revisions;
        this.codec = codec;
    }

    /**
     * Returns the stale languages of revisions, each with the number of the revision that changed the translated texts,
     * by position of the translated revision. Revisions without translations are absent; a map is empty if none of the
     * revision's translations is stale. Takes one SQL statement if any revision has translations, otherwise none.
     *
     * @param loaded the revisions, of one crisis and in all languages
     * @param standings returns the standing of a record by its id
     */
    <C extends Content> Map<Long, SortedMap<String, Integer>> of(String crisis, List<Revision<C>> loaded,
            Function<String, Standing> standings) {
        List<Revision<C>> translated = loaded.stream().filter(Revision::isTranslated).toList();
        if (translated.isEmpty()) {
            return Map.of();
        }
        List<Revision<C>> known = withOriginsAndClaims(crisis, loaded, translated, standings);
        Map<Long, SortedMap<String, Integer>> stale = new TreeMap<>();
        for (Revision<C> revision : translated) {
            SortedMap<String, Integer> languages = new TreeMap<>();
            for (Translation translation : revision.translations()) {
                Integer by = changedBy(revision, translation, known, standings.apply(revision.record()));
                if (by != null) {
                    languages.put(translation.language(), by);
                }
            }
            stale.put(revision.position(), languages);
        }
        return stale;
    }

    /**
     * Returns the loaded revisions, those that they were translated from, and the claims on the records of the
     * translated ones; a revision may occur more than once.
     */
    private <C extends Content> List<Revision<C>> withOriginsAndClaims(String crisis, List<Revision<C>> loaded,
            List<Revision<C>> translated, Function<String, Standing> standings) {
        Set<String> records = translated.stream().map(Revision::record).collect(toSet());
        List<Long> claims = records.stream().flatMap(record -> standings.apply(record).claims().stream())
                .map(RevisionHeader::position).toList();
        Set<Integer> origins = translated.stream()
                .flatMap(revision -> revision.translations().stream().map(revision::originOf)).collect(toSet());
        List<Revision<C>> known = new ArrayList<>(loaded);
        revisions.atOrNumbered(crisis, claims, records, origins).forEach(row -> known.add(codec.revision(row)));
        return known;
    }

    /**
     * Returns the number of the revision that changed the texts which a translation was made from, or null if none did
     * or if the content of the original was erased. That is the claim of the original's source if its texts in the
     * original language differ; if the source has no claim, it is what superseded the original.
     *
     * @param known the revisions among which the original and the claims on the record are
     */
    private static <C extends Content> Integer changedBy(Revision<C> revision, Translation translation,
            Collection<Revision<C>> known, Standing standing) {
        int number = revision.originOf(translation);
        Revision<C> origin = find(known, revision.record(), number);
        if (origin.erased() != null && origin.content() == null) {
            return null;
        }
        Optional<RevisionHeader> claim = standing.claims().stream()
                .filter(header -> header.source().equals(origin.source())).findFirst();
        if (claim.isEmpty()) {
            return standing.supersededBy(number);
        }
        List<String> texts = find(known, revision.record(), claim.get().number()).textsIn(translation.from());
        return texts.equals(origin.textsIn(translation.from())) ? null : Integer.valueOf(claim.get().number());
    }

    /**
     * Returns the revision with a number in a record.
     *
     * @throws java.util.NoSuchElementException if it is not among the known ones
     */
    private static <C extends Content> Revision<C> find(Collection<Revision<C>> known, String record, int number) {
        return known.stream().filter(other -> other.record().equals(record) && other.number() == number).findFirst()
                .orElseThrow();
    }
}
