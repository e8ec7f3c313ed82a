package org.isnad.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A page of a list. All pages of a list are computed from the same position, so that concurrent writes neither repeat nor skip
 * items.
 *
 * @param position the crisis position that the list was computed from
 * @param total the number of items on all pages
 * @param items the items on this page
 * @param next the cursor of the next page, or null on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(long position, int total, List<T> items, String next) implements Listed {

    @Override
    public String pinnedTo() {
        return Long.toString(position);
    }
}
