package org.isnad.formats;

import org.isnad.content.PartialDate;
import org.isnad.content.ReportedTime;

/** The times of reports in formats that know plain dates only. */
final class Dates {

    private static final int LENGTH_OF_DAY = "2022-01-06".length();

    private Dates() {
    }

    /** Returns a time as it was given if it is one date or clock time; null if it is an interval, approximate or unknown. */
    static String plain(ReportedTime time) {
        boolean isPlain = !time.isUnknown() && !time.value().contains("/") && !time.value().endsWith("~");
        return isPlain ? time.value() : null;
    }

    /** Returns a date as it was given, or the plain time if it is null; null if there is neither. */
    static String plain(PartialDate date, ReportedTime time) {
        return date == null ? plain(time) : date.value();
    }

    /** Returns the year, month and day of a plain time, as far as they are given. */
    static String day(String plain) {
        return plain.length() > LENGTH_OF_DAY ? plain.substring(0, LENGTH_OF_DAY) : plain;
    }
}
