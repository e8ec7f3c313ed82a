package org.isnad.syndication;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

import org.isnad.chain.RecordChain;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.RevisionId;
import org.isnad.changes.RecordChange.ChangeStep;
import org.isnad.changes.RecordChanges;
import org.isnad.compare.Difference;
import org.isnad.content.Content;
import org.isnad.content.Languages;
import org.isnad.content.Text;
import org.isnad.syndication.Entries.Shown;
import org.isnad.syndication.Entry.State;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;

/**
 * The data from which the entries of one document are written.
 *
 * @param revisions the shown revisions, those that put them out of force and those that they changed, by position
 * @param chains the revisions of the shown records up to the end of the document, by record
 * @param steps what revisions changed, by revision and affected record
 * @param names the names of the sources, by id
 */
record LoadedEntries(Map<Long, Revision<Content>> revisions, Map<String, RecordChain> chains,
        Map<RevisionId, Map<String, ChangeStep>> steps, Map<String, Text> names, Languages languages) {

    /** Returns the entries in the given order. */
    List<Entry> of(List<Shown> shown) {
        return shown.stream().map(this::entry).toList();
    }

    private Entry entry(Shown shown) {
        Revision<Content> revision = revisions.get(shown.header().position());
        String language = RecordChanges.language(languages);
        String sentence = sentence(shown.header(), shown);
        Phrase title = new Phrase(language, title(language, shown.state(), sentence));
        boolean isStanding = chains.get(revision.record()).standing().stands(revision.number());
        return new Entry(revision, isStanding, shown.state(), shown.by(), updated(shown, revision), title, sentence,
                author(revision), html(shown, revision, language), reason(shown, revision));
    }

    private static String title(String language, State state, String sentence) {
        ResourceBundle patterns = ResourceBundle.getBundle("syndication.Entries", Locale.forLanguageTag(language),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return new MessageFormat(patterns.getString("title"), ULocale.forLanguageTag(language))
                .format(Map.of("state", state.name(), "sentence", sentence));
    }

    /** Returns what a revision changed in the record that an entry shows, or else in its own record. */
    private String sentence(RevisionHeader by, Shown shown) {
        Map<String, ChangeStep> changed = steps.get(new RevisionId(by.record(), by.number()));
        return changed.getOrDefault(shown.header().record(), changed.get(by.record())).sentence();
    }

    private static Instant updated(Shown shown, Revision<Content> revision) {
        if (shown.state() == State.ERASED) {
            return revision.erased().at();
        }
        return shown.by() == null ? shown.changed().recordedAt() : shown.by().recordedAt();
    }

    private Phrase author(Revision<Content> revision) {
        Text name = names.get(revision.source());
        return name == null ? new Phrase("und", revision.source()) : Phrase.of(name, languages);
    }

    /** Returns the public reason of the retraction or erasure of a revision, or null. */
    private Phrase reason(Shown shown, Revision<Content> revision) {
        if (shown.state() == State.ERASED) {
            return Phrase.of(revision.erased().reason(), languages);
        }
        return shown.state() == State.RETRACTED ? Phrase.of(revisions.get(shown.by().position()).reason(), languages) : null;
    }

    private String html(Shown shown, Revision<Content> revision, String language) {
        Html html = new Html();
        RevisionHeader cause = shown.by() == null ? shown.changed() : shown.by();
        if (cause != shown.header()) {
            html.addParagraph(new Phrase(language, sentence(cause, shown)));
        }
        Phrase own = new Phrase(language, sentence(shown.header(), shown));
        if (shown.state() == State.CURRENT || shown.state() == State.ERASED) {
            html.addParagraph(own);
        } else {
            html.addStruck(own);
        }
        effects(shown).forEach(effect -> html.addParagraph(new Phrase(language, effect)));
        if (revision.content() != null) {
            addContent(html, shown, revision);
        }
        return html.toString();
    }

    /** Returns what a revision changed in other records. */
    private List<String> effects(Shown shown) {
        String record = shown.header().record();
        return steps.get(new RevisionId(record, shown.header().number())).entrySet().stream()
                .filter(step -> !step.getKey().equals(record)).map(step -> step.getValue().sentence()).sorted().toList();
    }

    private void addContent(Html html, Shown shown, Revision<Content> revision) {
        Phrase words = Phrase.of(revision.in(languages).content().words(), languages);
        if (words != null) {
            html.addQuotation(words);
        }
        RevisionHeader before = before(shown, steps, chains);
        if (before != null && revisions.get(before.position()).content() != null) {
            html.addDifference(Difference.between(revisions.get(before.position()), revision, languages));
        }
    }

    /** Returns the revision of the same record that a shown one changed, or null if there is none. */
    static RevisionHeader before(Shown shown, Map<RevisionId, Map<String, ChangeStep>> steps,
            Map<String, RecordChain> chains) {
        String record = shown.header().record();
        Integer of = steps.get(new RevisionId(record, shown.header().number())).get(record).of();
        return of == null ? null : chains.get(record).numbered(of);
    }
}
