package org.isnad.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkiverse.resteasy.problem.HttpProblem;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class CursorTest {

    @Property
    void aCursorIsReadAsItWasWritten(@ForAll @LongRange(min = 0) long position, @ForAll @IntRange(min = 0) int after,
            @ForAll int question, @ForAll @LongRange(min = 0) long now) {
        Cursor cursor = new Cursor(position, after, question, now);
        assertEquals(cursor, Cursor.parse(cursor.toString(), question));
        assertThrows(HttpProblem.class, () -> Cursor.parse(cursor.toString(), question + 1));
    }

    @Property
    void aChangedCharacterIsNoticed(@ForAll @LongRange(min = 0) long position, @ForAll @IntRange(min = 0, max = 1000) int at,
            @ForAll @CharRange(from = 'a', to = 'z') char other) {
        String cursor = new Cursor(position, 50, 7, position).toString();
        int place = at % cursor.length();
        String changed = cursor.substring(0, place) + other + cursor.substring(place + 1);
        if (!changed.equals(cursor)) {
            assertThrows(HttpProblem.class, () -> Cursor.parse(changed, 7));
        }
    }

    @Property
    void anyTextIsRefused(@ForAll String text) {
        assertThrows(HttpProblem.class, () -> Cursor.parse(text, 7));
    }
}
