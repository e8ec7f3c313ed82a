package org.isnad.search;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A page of what a search has found. All pages are computed from the same positions.
 *
 * @param position the positions that the pages are computed from: of the crisis that was asked for, or of each in which
 *        there are hits, such as {@code example:7,kazakhstan-2022:12}; 0 if there are none
 * @param total the number of hits on all pages
 * @param items the hits on this page
 * @param next the cursor of the next page, or null on the last page
 */
@Schema(requiredProperties = { "position", "total", "items" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SearchPage(String position, int total, List<SearchHit> items, String next) {
}
