package org.isnad.web;

import java.util.Set;

/** The media types in which reads answer besides JSON. */
public final class Formats {

    /** Newline-delimited JSON: an item of a list per line. */
    public static final String NDJSON = "application/x-ndjson";

    /** GeoJSON (RFC 7946). */
    public static final String GEO_JSON = "application/geo+json";

    /** JSON-LD 1.1 in the vocabulary of schema.org. */
    public static final String JSON_LD = "application/ld+json";

    /** News in JSON of the IPTC. The type is not registered; it is the one that wire services use. */
    public static final String NINJS = "application/ninjs+json";

    private static final Set<String> ALL = Set.of(Csv.TYPE, NDJSON, GEO_JSON, JSON_LD, NINJS);
    private static final Set<String> WHOLE = Set.of(Csv.TYPE, NDJSON, GEO_JSON);
    private static final Set<String> WITH_ADDRESSES = Set.of(GEO_JSON, JSON_LD, NINJS);

    private Formats() {
    }

    static boolean isFormat(String mediaType) {
        return ALL.contains(mediaType);
    }

    /** Whether a list is answered without pages in a format, unless the request has a limit. */
    static boolean isWhole(String mediaType) {
        return WHOLE.contains(mediaType);
    }

    /** Whether a list has the fields of its items in a format, in lines or rows. */
    public static boolean isTable(String mediaType) {
        return mediaType.equals(Csv.TYPE) || mediaType.equals(NDJSON);
    }

    /** Whether a format has absolute addresses of this service. */
    public static boolean isWithAddresses(String mediaType) {
        return WITH_ADDRESSES.contains(mediaType);
    }
}
