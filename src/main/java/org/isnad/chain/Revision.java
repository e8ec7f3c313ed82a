package org.isnad.chain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

import org.isnad.content.Content;
import org.isnad.content.Evidence;
import org.isnad.content.Kind;
import org.isnad.content.PartialDate;
import org.isnad.content.Text;
import org.isnad.content.Translation;
import org.isnad.web.Languages;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One report on a record, as kept.
 *
 * @param crisis the crisis
 * @param position its place in the crisis, from 1 without gaps
 * @param record the record
 * @param kind what the record is about
 * @param number its place in the record, from 1 without gaps
 * @param source who says it
 * @param via who carried it, in the order of passing on
 * @param reportedAt when the source said it, as given
 * @param reportedFrom the first instant that reportedAt may mean in the crisis's time zone
 * @param reportedUntil the instant after the last
 * @param recordedAt when this service took it in
 * @param recordedBy who entered it
 * @param status what it is to what was said before
 * @param supersedes the number that it replaces or withdraws, or null
 * @param reason why, for the public, or null
 * @param evidence what it rests on
 * @param translations which of its languages are translations, of which language and revision, and by whom
 * @param content what is said; null for a retraction
 * @param previousHash the hash at the position before; zeros at the first
 * @param contentHash SHA-256 of the canonical JSON of content, evidence, reason and translations, without those that are absent
 * @param hash SHA-256 of the canonical JSON of crisis, position, record, kind, number, source, via, reportedAt,
 *        recordedAt, recordedBy, status, supersedes, previousHash and contentHash, without those that are absent
 * @param erased what of it was erased, and why; null if nothing was
 * @param standing whether it is in force; null where the answer does not depend on other revisions
 * @param supersededBy the number that put it out of force, or null
 * @param stale the languages whose translation is out of date, each with the number of the revision that changed what was
 *        translated; null where the answer does not depend on other revisions
 * @param language which language of the texts is given, and why; null where all are given for checking the hash
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Revision<C extends Content>(
        String crisis,
        long position,
        String record,
        Kind kind,
        int number,
        String source,
        List<String> via,
        PartialDate reportedAt,
        Instant reportedFrom,
        Instant reportedUntil,
        Instant recordedAt,
        String recordedBy,
        Status status,
        Integer supersedes,
        Text reason,
        List<Evidence> evidence,
        List<Translation> translations,
        C content,
        String previousHash,
        String contentHash,
        String hash,
        Erasure erased,
        Boolean standing,
        Integer supersededBy,
        SortedMap<String, Integer> stale,
        Languages.Choice language) {

    /** The same with what other revisions mean for it. */
    Revision<C> standing(boolean stands, Integer by, SortedMap<String, Integer> staleTranslations) {
        return new Revision<>(crisis, position, record, kind, number, source, via, reportedAt, reportedFrom, reportedUntil,
                recordedAt, recordedBy, status, supersedes, reason, evidence, translations, content, previousHash, contentHash,
                hash, erased,
                stands, by, staleTranslations, language);
    }

    /** The same with its texts in the language preferred. */
    @SuppressWarnings("unchecked")
    public Revision<C> in(Languages languages) {
        SortedSet<String> available = available();
        String original = content == null ? null : content.originalLanguage();
        Languages.Choice choice = languages.choose(available, original);
        return new Revision<>(crisis, position, record, kind, number, source, via, reportedAt, reportedFrom, reportedUntil,
                recordedAt, recordedBy, status, supersedes, languages.in(choice, reason, original), evidence, translations,
                content == null ? null : (C) content.withTexts(text -> languages.in(choice, text, original)), previousHash,
                contentHash, hash, erased, standing, supersededBy, stale, choice);
    }

    /** The languages that there are. */
    private SortedSet<String> available() {
        return languages(reason, content);
    }

    /** The languages of a reason and a content, either of which may be null. */
    static SortedSet<String> languages(Text reason, Content content) {
        SortedSet<String> languages = new TreeSet<>(reason == null ? List.of() : reason.tags());
        if (content != null) {
            content.texts().stream().filter(Objects::nonNull).forEach(text -> languages.addAll(text.tags()));
        }
        return languages;
    }

    boolean isTranslated() {
        return translations != null && !translations.isEmpty();
    }

    /** The number of the revision that a translation was made from. */
    int originOf(Translation translation) {
        return translation.number() == null ? number : translation.number();
    }

    /** All that it says in one language, in the order of its texts. */
    List<String> words(String tag) {
        List<String> words = new ArrayList<>();
        if (content != null) {
            content.texts().stream().filter(Objects::nonNull).map(text -> text.byTag().get(tag)).filter(Objects::nonNull)
                    .forEach(words::add);
        }
        return words;
    }
}
