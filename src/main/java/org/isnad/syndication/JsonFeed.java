package org.isnad.syndication;

import java.time.Instant;
import java.util.List;

import org.isnad.chain.Status;
import org.isnad.content.Kind;
import org.isnad.content.ReportedTime;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A document of a feed in JSON Feed 1.1.
 *
 * @param nextUrl the address of the archive with the entries before, or null
 * @param isnad the extension of this service
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JsonFeed(String version, String title, @JsonProperty("home_page_url") String homePageUrl,
        @JsonProperty("feed_url") String feedUrl, @JsonProperty("next_url") String nextUrl, String language,
        List<Author> authors, List<Item> items, @JsonProperty("_isnad") OfFeed isnad) {

    /** The media type. */
    static final String TYPE = "application/feed+json";

    private static final String VERSION = "https://jsonfeed.org/version/1.1";

    /** The author of a feed or an item. */
    public record Author(String name) {
    }

    /** A revision. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(String id, String url, String title, @JsonProperty("content_html") String contentHtml,
            @JsonProperty("date_published") Instant datePublished, @JsonProperty("date_modified") Instant dateModified,
            List<Author> authors, List<String> tags, String language, @JsonProperty("_isnad") OfItem isnad) {

        private static Item of(Entry entry, FeedDocument document) {
            return new Item(entry.id(), document.absolute(entry.path()), entry.title().text(), entry.html(),
                    entry.revision().recordedAt(), entry.updated(), List.of(new Author(entry.author().text())),
                    entry.categories().stream().map(Entry.Category::term).toList(), entry.title().language(),
                    OfItem.of(entry, document));
        }
    }

    /** The crisis of a feed, and whether the document is an archive. */
    public record OfFeed(String crisis, boolean archive) {
    }

    /**
     * The fields of a revision.
     *
     * @param url the address of the record
     * @param reportedAt when the source said it, as precisely as known
     * @param sentence the change that it made in one sentence
     * @param standing whether it is in force, and no retraction
     * @param state what has become of it
     * @param supersededBy the address of the revision that put it out of force, or null
     * @param withdrawn when and why it was retracted or erased, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OfItem(Kind kind, String record, String url, int number, long position, String source,
            ReportedTime reportedAt, String sentence, Status status, boolean standing, Entry.State state, String supersededBy,
            Withdrawal withdrawn) {

        private static OfItem of(Entry entry, FeedDocument document) {
            var revision = entry.revision();
            String successor = entry.successorPath() == null ? null : document.absolute(entry.successorPath());
            return new OfItem(revision.kind(), revision.record(), document.absolute(entry.recordPath()), revision.number(),
                    revision.position(), revision.source(), revision.reportedAt(), entry.sentence(), revision.status(),
                    entry.isStanding(), entry.state(), successor,
                    entry.state().isWithdrawal() ? Withdrawal.of(entry) : null);
        }
    }

    /** A tombstone, as in RFC 6721. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Withdrawal(Instant when, String comment) {

        private static Withdrawal of(Entry entry) {
            return new Withdrawal(entry.updated(),
                    entry.withdrawalReason() == null ? null : entry.withdrawalReason().text());
        }
    }

    /** Returns a document in this format. */
    static JsonFeed of(FeedDocument document) {
        return new JsonFeed(VERSION, document.title().text(), document.absolute("/"), document.addresses().self(),
                document.addresses().previous(), document.language(), List.of(new Author(FeedDocument.SERVICE)),
                document.entries().stream().map(entry -> Item.of(entry, document)).toList(),
                new OfFeed(document.crisis(), document.addresses().isArchive()));
    }
}
