package org.isnad.reads;

import java.util.List;

import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.content.Place;

/** The query parameter that selects by place; null selects all. */
public class PlaceFilter {

    @QueryParam("place")
    @Pattern(regexp = "\\P{Cntrl}{1,200}", message = "must be a code or a part of a name")
    @Parameter(description = "The code of the place, or a part of its name in any language, such as KZ.")
    public String place;

    /** Whether it selects one of some places, which may be null for none. */
    public boolean matchesAny(List<Place> places) {
        return place == null || places != null && places.stream().anyMatch(one -> one.isNamed(place));
    }
}
