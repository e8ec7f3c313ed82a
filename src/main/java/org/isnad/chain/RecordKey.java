package org.isnad.chain;

import org.isnad.content.Kind;

/** The immutable properties of a record: its id, its kind and its crisis. */
public record RecordKey(String record, Kind kind, String crisis) {
}
