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

/** Finds translations whose source has changed its words since. */
@ApplicationScoped
class StaleTranslations {

    private final Revisions revisions;
    private final Codec codec;

    StaleTranslations(Revisions revisions, Codec codec) {
        this.revisions = revisions;
        this.codec = codec;
    }

    /**
     * Returns, for each translated revision by position, the stale languages with the number that changed their source. Takes
     * one SQL statement if any revision is translated, otherwise none.
     */
    <C extends Content> Map<Long, SortedMap<String, Integer>> of(String crisis, List<Revision<C>> loaded,
            Function<String, Standing> standings) {
        List<Revision<C>> translated = loaded.stream().filter(Revision::isTranslated).toList();
        if (translated.isEmpty()) {
            return Map.of();
        }
        List<Revision<C>> known = known(crisis, loaded, translated, standings);
        Map<Long, SortedMap<String, Integer>> stale = new TreeMap<>();
        for (Revision<C> revision : translated) {
            SortedMap<String, Integer> languages = new TreeMap<>();
            for (Translation translation : revision.translations()) {
                Integer by = staleBy(revision, translation, known, standings.apply(revision.record()));
                if (by != null) {
                    languages.put(translation.language(), by);
                }
            }
            stale.put(revision.position(), languages);
        }
        return stale;
    }

    /** Returns the loaded revisions, what they were translated from, and the claims on their records. */
    private <C extends Content> List<Revision<C>> known(String crisis, List<Revision<C>> loaded,
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

    /** Returns the number that changed what a translation was made from, or null. */
    private static <C extends Content> Integer staleBy(Revision<C> revision, Translation translation,
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
        List<String> words = find(known, revision.record(), claim.get().number()).words(translation.from());
        return words.equals(origin.words(translation.from())) ? null : Integer.valueOf(claim.get().number());
    }

    private static <C extends Content> Revision<C> find(Collection<Revision<C>> known, String record, int number) {
        return known.stream().filter(other -> other.record().equals(record) && other.number() == number).findFirst()
                .orElseThrow();
    }
}
