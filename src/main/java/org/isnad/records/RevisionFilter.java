package org.isnad.records;

import java.time.ZoneId;
import java.util.function.Function;
import java.util.function.Predicate;

import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.reads.OccurredFilter;
import org.isnad.reads.ReportFilter;

/**
 * A filter of revisions; a null component matches all.
 *
 * @param reports the conditions that need no content
 * @param content the condition on the content
 * @param occurred the condition on when it happened; if both are null, only the content of the requested page is loaded
 */
record RevisionFilter<C extends Content>(ReportFilter reports, Predicate<C> content, OccurredFilter occurred) {

    /** Returns the filter without a condition on when it happened if that selects all. */
    RevisionFilter {
        occurred = occurred == null || occurred.isEmpty() ? null : occurred;
    }

    /** Returns the filter of the parameters that all kinds have. */
    static <C extends Content> RevisionFilter<C> of(ListFilter listed) {
        return new RevisionFilter<>(listed, null, listed.occurred);
    }

    /** Returns this filter with the condition that the content has a value, unless the value is null. */
    RevisionFilter<C> where(Object wanted, Function<C, Object> value) {
        return matching(wanted, one -> wanted.equals(value.apply(one)));
    }

    /** Returns this filter with a condition on the content, unless the parameter that it depends on is null. */
    RevisionFilter<C> matching(Object parameter, Predicate<C> condition) {
        if (parameter == null) {
            return this;
        }
        return new RevisionFilter<>(reports, content == null ? condition : content.and(condition), occurred);
    }

    boolean needsContent() {
        return content != null || occurred != null;
    }

    /** Whether a revision of a crisis with a time zone has a content that matches. */
    boolean matchesContent(Revision<C> revision, ZoneId zone) {
        return revision.content() != null && (content == null || content.test(revision.content()))
                && (occurred == null || occurred.matches(revision, zone));
    }
}
