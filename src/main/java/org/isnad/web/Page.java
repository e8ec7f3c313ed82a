package org.isnad.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A part of a list, all of whose pages answer from the same position: nothing is repeated or skipped while others write.
 *
 * @param position the crisis position that the list was computed from
 * @param total how many items all pages hold together
 * @param items the items of this page
 * @param next the cursor of the next page, or null on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(long position, int total, List<T> items, String next) {
}
