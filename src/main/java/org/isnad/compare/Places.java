package org.isnad.compare;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.isnad.content.Place;

/** Tells whether places are the same ones, whatever their names. */
final class Places {

    private Places() {
    }

    /** Whether both values are places that have the same code in the same list of codes. */
    static boolean haveSameCode(Object from, Object to) {
        return from instanceof Place place && to instanceof Place other && place.code() != null
                && place.code().equals(other.code()) && place.codeList() == other.codeList();
    }

    /**
     * Whether both values are lists of as many places, of which each has the code or a name of the other at its index.
     *
     * @param isSameList whether they are one list in two languages, whose names may all differ
     */
    static boolean areAligned(Object from, Object to, boolean isSameList) {
        return from instanceof List<?> one && to instanceof List<?> other && one.size() == other.size()
                && IntStream.range(0, one.size()).allMatch(at -> areSame(one.get(at), other.get(at), isSameList));
    }

    private static boolean areSame(Object from, Object to, boolean isSameList) {
        if (!(from instanceof Place place) || !(to instanceof Place other)) {
            return false;
        }
        boolean haveSharedName = place.name().byTag().entrySet().stream().anyMatch(other.name().byTag().entrySet()::contains);
        boolean haveNoCode = place.code() == null && other.code() == null;
        return haveSameCode(from, to) || haveNoCode && (isSameList || haveSharedName);
    }

    /** Whether both values are lists of places with codes, and have the same codes in any order. */
    static boolean areReordered(Object from, Object to) {
        return from instanceof List<?> one && to instanceof List<?> other && haveCodes(one) && haveCodes(other)
                && codes(one).equals(codes(other));
    }

    private static boolean haveCodes(List<?> places) {
        return places.stream().allMatch(one -> one instanceof Place place && place.code() != null);
    }

    private static Set<String> codes(List<?> places) {
        return places.stream().map(Place.class::cast).map(place -> place.codeList() + " " + place.code())
                .collect(Collectors.toSet());
    }
}
