package org.isnad.chain;

import java.time.Duration;
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
import org.isnad.content.Languages;
import org.isnad.content.PartOfDay;
import org.isnad.content.ReportedTime;
import org.isnad.content.Text;
import org.isnad.content.Translation;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One report on a record, as stored.
 *
 * @param crisis the crisis
 * @param position its place in the crisis: 1, 2, 3 … without gaps
 * @param record the record
 * @param kind the kind of the record
 * @param number its place in the record: 1, 2, 3 … without gaps
 * @param source the source
 * @param via the carriers, in the order in which they passed it on
 * @param reportedAt when the source said it, as given
 * @param timeZone the time zone of its dates, or null for that of the crisis
 * @param partOfDay the part of the day, or null
 * @param after the number of the revision of the same record after which the source said it, or null
 * @param reportedAtNote how the source states the time, or why it is unknown; or null
 * @param reportedFrom the first instant that reportedAt may mean, or null if it is not known
 * @param reportedUntil the instant after the last; recordedAt if it is not known
 * @param recordedAt when this service recorded it
 * @param recordedBy who entered it
 * @param status how it relates to earlier revisions
 * @param supersedes the number of the revision that it replaces or withdraws, or null
 * @param replaces the revisions of other records that it replaces; absent if there are none
 * @param amends true if it mends a mistake of whoever entered the superseded revision, not of its source; otherwise null
 * @param material false if an editor declared that the superseded revision differs in nothing that matters; otherwise null
 * @param reason the public reason, or null
 * @param evidence what it rests on
 * @param translations which of its languages are translations, of what and by whom
 * @param content the content; null for a retraction
 * @param previousHash the hash at the position before; zeros at the first
 * @param contentHash SHA-256 of the canonical JSON of content, evidence, reason, reportedAtNote, translations, amends and
 *        material, without those that are absent
 * @param hash SHA-256 of the canonical JSON of crisis, position, record, kind, number, source, via, reportedAt,
 *        timeZone, partOfDay, after, recordedAt, recordedBy, status, supersedes, replaces, previousHash and contentHash,
 *        without those that are absent
 * @param erased which part of the content was erased, and why; null if none was
 * @param standing whether it is in force; null in answers that do not depend on other revisions
 * @param supersededBy the number of the revision that put it out of force, or null
 * @param replacedBy the revision of another record that replaces it, or null
 * @param stale the languages whose translation is out of date, each with the number of the revision that changed its
 *        source; null in answers that do not depend on other revisions
 * @param language the language of the texts, and why it was chosen
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
        ReportedTime reportedAt,
        String timeZone,
        PartOfDay partOfDay,
        Integer after,
        Text reportedAtNote,
        Instant reportedFrom,
        Instant reportedUntil,
        Instant recordedAt,
        String recordedBy,
        Status status,
        Integer supersedes,
        List<RevisionId> replaces,
        Boolean amends,
        Boolean material,
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
        RevisionId replacedBy,
        SortedMap<String, Integer> stale,
        Languages.Choice language) implements Reported {

    @Override
    public Revision<C> revision() {
        return this;
    }

    /** Returns the revision of a row with its parsed content; standing, supersededBy, stale and language are null. */
    static <C extends Content> Revision<C> stored(RevisionRow row, C content, List<Evidence> evidence, Text reason,
            Text reportedAtNote, List<Translation> translations, Boolean amends, Boolean material, Erasure erased) {
        RevisionId notReplaced = null;
        SortedMap<String, Integer> noStale = null;
        Languages.Choice allLanguages = null;
        return new Revision<>(row.crisisId, row.position, row.recordId, row.kind, row.number, row.sourceId, row.via(),
                new ReportedTime(row.reportedAt), row.timeZone, row.partOfDay, row.after, reportedAtNote, row.reportedFrom,
                row.reportedUntil, row.recordedAt, row.recordedBy, row.status, row.supersedes, row.replaced(), amends, material,
                reason, evidence,
                translations, content, row.previousHash, row.contentHash, row.hash, erased, null, null, notReplaced, noStale,
                allLanguages);
    }

    /** Whether its evidence says that it repeats another revision wrongly, so that it is no witness. */
    public boolean misquotes() {
        return Evidence.isMisquotation(evidence);
    }

    /**
     * Returns a copy with standing, supersededBy, replacedBy and stale, which depend on other revisions.
     *
     * @param staleTranslations the languages whose translation is out of date, each with the number of the revision
     *        that changed its source; null if it has no translations
     */
    Revision<C> withStanding(Standing of, SortedMap<String, Integer> staleTranslations) {
        return new Revision<>(crisis, position, record, kind, number, source, via, reportedAt, timeZone, partOfDay, after,
                reportedAtNote, reportedFrom, reportedUntil, recordedAt, recordedBy, status, supersedes, replaces, amends,
                material, reason,
                evidence, translations, content, previousHash, contentHash, hash, erased, of.stands(number),
                of.supersededBy(number), of.replacedElsewhereBy(number), staleTranslations, language);
    }

    /**
     * Returns a copy whose texts are in one language, which is chosen for the reason and the content together; a text
     * that lacks it is in another one by the rules of {@link Languages}. With {@link Languages#ALL}, texts stay in all
     * languages. The component language states the choice, also for ALL; all other components stay as they are.
     */
    @SuppressWarnings("unchecked")
    public Revision<C> in(Languages languages) {
        String original = content == null ? null : content.originalLanguage();
        Languages.Choice choice = languages.choose(languages(reason, content), original);
        C texts = content == null ? null : (C) content.withTexts(text -> languages.in(choice, text, original));
        return new Revision<>(crisis, position, record, kind, number, source, via, reportedAt, timeZone, partOfDay, after,
                languages.in(choice, reportedAtNote, original), reportedFrom, reportedUntil, recordedAt, recordedBy, status,
                supersedes, replaces, amends, material, languages.in(choice, reason, original), evidence, translations, texts,
                previousHash,
                contentHash, hash, erased, standing, supersededBy, replacedBy, stale, choice);
    }

    /** Returns a copy without the evidence. */
    public Revision<C> withoutEvidence() {
        return new Revision<>(crisis, position, record, kind, number, source, via, reportedAt, timeZone, partOfDay, after,
                reportedAtNote, reportedFrom, reportedUntil, recordedAt, recordedBy, status, supersedes, replaces, amends,
                material, reason, List.of(), translations, content, previousHash, contentHash, hash, erased, standing,
                supersededBy, replacedBy, stale, language);
    }

    /** Returns a copy without the hashes. */
    public Revision<C> withoutHashes() {
        String noHash = null;
        return new Revision<>(crisis, position, record, kind, number, source, via, reportedAt, timeZone, partOfDay, after,
                reportedAtNote, reportedFrom, reportedUntil, recordedAt, recordedBy, status, supersedes, replaces, amends,
                material, reason, evidence, translations, content, noHash, noHash, noHash, erased, standing, supersededBy,
                replacedBy, stale, language);
    }

    /** Returns a copy without content, reason, reportedAtNote, evidence and translations. */
    public Revision<C> header() {
        Text noText = null;
        C noContent = null;
        return new Revision<>(crisis, position, record, kind, number, source, via, reportedAt, timeZone, partOfDay, after,
                noText, reportedFrom, reportedUntil, recordedAt, recordedBy, status, supersedes, replaces, amends, material,
                noText, List.of(),
                List.of(), noContent, previousHash, contentHash, hash, erased, standing, supersededBy, replacedBy, stale,
                language);
    }

    /** Returns the tags of all languages in which a reason or a content, either of which may be null, has a text. */
    static SortedSet<String> languages(Text reason, Content content) {
        SortedSet<String> languages = new TreeSet<>();
        if (reason != null) {
            languages.addAll(reason.tags());
        }
        if (content != null) {
            content.texts().stream().filter(Objects::nonNull).forEach(text -> languages.addAll(text.tags()));
        }
        return languages;
    }

    /** Returns the ISO 8601 duration from the first instant that reportedAt may mean to a time, or null if it is not known. */
    public String age(Instant at) {
        return reportedFrom == null ? null : Duration.between(reportedFrom, at).toString();
    }

    boolean hasTranslations() {
        return translations != null && !translations.isEmpty();
    }

    /**
     * Returns the number of the revision that a translation was made from; its own number if the translation
     * names none.
     */
    int originOf(Translation translation) {
        return translation.number() == null ? number : translation.number();
    }

    /**
     * Returns the texts of the content in the language with a tag, in the order of the content's components; texts
     * without that language are left out, so the result may be empty. The reason is not included.
     */
    List<String> textsIn(String tag) {
        List<String> texts = new ArrayList<>();
        if (content != null) {
            content.texts().stream().filter(Objects::nonNull).map(text -> text.byTag().get(tag)).filter(Objects::nonNull)
                    .forEach(texts::add);
        }
        return texts;
    }
}
