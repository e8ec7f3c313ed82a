package org.isnad.chain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import org.isnad.content.Content;
import org.isnad.content.Translation;

/** The translations of some revisions of a crisis whose original has been reworded since. */
final class StaleTranslations<C extends Content> {

    private final CrisisIndex index;
    private final Function<String, Standing> standings;
    private final List<Revision<C>> translated;

    /**
     * Creates the search for stale translations.
     *
     * @param standings the standing of each revision's record
     */
    StaleTranslations(CrisisIndex index, List<Revision<C>> revisions, Function<String, Standing> standings) {
        this.index = index;
        this.standings = standings;
        this.translated = revisions.stream().filter(Revision::hasTranslations).toList();
    }

    /** Returns the positions of the originals and of their sources' claims, whose texts decide. */
    Set<Long> positions() {
        Set<Long> positions = new HashSet<>();
        for (Revision<C> revision : translated) {
            for (Translation translation : revision.translations()) {
                RevisionHeader original = original(revision, translation);
                positions.add(original.position());
                RevisionHeader claim = claim(original);
                if (claim != null) {
                    positions.add(claim.position());
                }
            }
        }
        return positions;
    }

    /**
     * Returns, for each translated revision by position, the stale languages with the number of the revision that reworded or
     * superseded their original.
     *
     * @param contents the revisions at {@link #positions()}
     */
    Map<Long, SortedMap<String, Integer>> find(Map<Long, Revision<C>> contents) {
        Map<Long, SortedMap<String, Integer>> stale = new HashMap<>();
        for (Revision<C> revision : translated) {
            SortedMap<String, Integer> languages = new TreeMap<>();
            for (Translation translation : revision.translations()) {
                Integer by = staleBy(original(revision, translation), translation.from(), contents);
                if (by != null) {
                    languages.put(translation.language(), by);
                }
            }
            stale.put(revision.position(), languages);
        }
        return stale;
    }

    /** Returns the number that reworded or superseded an original in a language, or null if nothing did or it was erased. */
    private Integer staleBy(RevisionHeader original, String language, Map<Long, Revision<C>> contents) {
        if (original.isErased()) {
            return null;
        }
        RevisionHeader claim = claim(original);
        if (claim == null) {
            return standings.apply(original.record()).supersededBy(original.number());
        }
        List<String> words = contents.get(claim.position()).textsIn(language);
        return words.equals(contents.get(original.position()).textsIn(language)) ? null : Integer.valueOf(claim.number());
    }

    private RevisionHeader original(Revision<C> revision, Translation translation) {
        return index.chain(revision.record(), AsOf.NOW).numbered(revision.originOf(translation));
    }

    /** Returns the claim of an original's source for the same count within the bounds of the read, or null. */
    private RevisionHeader claim(RevisionHeader original) {
        return standings.apply(original.record()).claims().stream()
                .filter(claim -> claim.source().equals(original.source()) && claim.count() == original.count()).findFirst()
                .orElse(null);
    }
}
