package org.isnad.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.isnad.compare.TextDiff.Direction;
import org.isnad.compare.TextDiff.Operation;
import org.isnad.compare.TextDiff.Part;
import org.isnad.compare.TextDiff.Segment;
import org.isnad.compare.TextDiff.Term;
import org.isnad.content.Spelling;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextDiffTest {

    @Property(tries = 3000)
    void theSegmentsAreBothTextsInOrder(@ForAll("texts") String from, @ForAll("texts") String to,
            @ForAll("languages") String language) {
        TextDiff wording = TextDiff.between(language, from, to);
        assertIsWhole(from, parts(wording, Segment::from));
        assertIsWhole(to, parts(wording, Segment::to));
        for (Segment segment : wording.segments()) {
            String was = segment.from() == null ? null : segment.from().text();
            String is = segment.to() == null ? null : segment.to().text();
            assertEquals(segment.operation(), was == null ? Operation.ADDED
                    : is == null ? Operation.REMOVED : was.equals(is) ? Operation.EQUAL : Operation.REPLACED);
        }
    }

    @Property(tries = 3000)
    void theTwoWaysAreEachOthersInverse(@ForAll("texts") String from, @ForAll("texts") String to,
            @ForAll("languages") String language) {
        TextDiff there = TextDiff.between(language, from, to);
        TextDiff back = TextDiff.between(language, to, from);
        assertEquals(parts(there, Segment::from), parts(back, Segment::to));
        assertEquals(parts(there, Segment::to), parts(back, Segment::from));
        assertEquals(there.segments().stream().map(segment -> segment.from() != null && segment.to() != null).toList(),
                back.segments().stream().map(segment -> segment.from() != null && segment.to() != null).toList());
        assertEquals(there.terms(), back.terms().stream().map(term -> new Term(term.to(), term.from())).toList());
    }

    @Property(tries = 1000)
    void noSegmentCutsACharacter(@ForAll("texts") String from, @ForAll("texts") String to) {
        BreakIterator characters = BreakIterator.getCharacterInstance(ULocale.ROOT);
        characters.setText(to);
        parts(TextDiff.between("en", from, to), Segment::to).forEach(part -> {
            assertTrue(characters.isBoundary(part.start()), () -> part + " of " + to);
            assertTrue(characters.isBoundary(part.end()), () -> part + " of " + to);
        });
    }

    @Example
    void aTermInTheMiddleOfAnArabicSentence() {
        TextDiff wording = TextDiff.between("ar", "وصف المشاركين بأنهم عناصر المشاغبين أمس",
                "وصف المشاركين بأنهم عصابات إرهابية أمس");
        assertEquals(Direction.RIGHT_TO_LEFT, wording.direction());
        assertEquals(List.of(new Term("عناصر المشاغبين", "عصابات إرهابية")), wording.terms());
        assertEquals(List.of(Operation.EQUAL, Operation.REPLACED, Operation.EQUAL),
                wording.segments().stream().map(Segment::operation).toList());
    }

    @Example
    void latinWithinArabicIsAWordOfItsOwn() {
        TextDiff wording = TextDiff.between("ar", "قالت TASS إن 8 قتلوا", "قالت AFP إن 18 قتلوا");
        assertEquals(List.of(new Term("TASS", "AFP"), new Term("8", "18")), wording.terms());
    }

    @Example
    void scriptsWithoutSpacesAreCutByTheirDictionary() {
        TextDiff wording = TextDiff.between("th", "ตำรวจเสียชีวิต", "ทหารเสียชีวิต");
        assertEquals("เสียชีวิต", wording.segments().get(wording.segments().size() - 1).from().text());
        assertEquals(List.of(new Term("ตำรวจ", "ทหาร")), wording.terms());
    }

    @Example
    void anEmojiOfSeveralCodePointsStaysWhole() {
        TextDiff wording = TextDiff.between("en", "a \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 b",
                "a \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC66 b");
        assertEquals("\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67", wording.segments().get(1).from().text());
    }

    @Example
    void aWordThatStaysIsFoundAmongManySpaces() {
        TextDiff wording = TextDiff.between("en", "people the authorities call rioters", "seen by the investigation");
        assertTrue(wording.segments().stream()
                .anyMatch(segment -> segment.operation() == Operation.EQUAL && segment.from().text().contains("the")));
    }

    @Example
    void aLongTextIsComparedBySentence() {
        String sentence = "Eight officers of the police and the National Guard were killed, the ministry said. ";
        String from = sentence.repeat(1_000);
        String to = sentence.repeat(400) + "Then it said sixteen. " + sentence.repeat(600);
        TextDiff wording = TextDiff.between("en", from, to);
        assertIsWhole(to, parts(wording, Segment::to));
        assertEquals("Then it said sixteen. ", wording.segments().stream()
                .filter(segment -> segment.operation() == Operation.ADDED).map(segment -> segment.to().text())
                .collect(Collectors.joining()));
    }

    @Property(tries = 1000)
    void foldingForgetsSpellingAlone(@ForAll("texts") String text) {
        assertEquals(Spelling.fold(text), Spelling.fold(Spelling.fold(text)), "folding twice is folding once");
    }

    @Example
    void aDecomposedLetterIsNoChange() {
        String from = "\u0419\u0435\u043C\u0435\u043D \u0436\u0434\u0451\u0442 \u0432\u043E\u0435\u043D\u043D\u044B\u0445";
        String to = "\u0418\u0306\u0435\u043C\u0435\u043D \u0436\u0434\u0435\u0308\u0442 \u0433\u043E\u0441\u0442\u0435\u0439";
        TextDiff difference = TextDiff.between("ru", from, to);
        assertEquals(List.of(Operation.EQUAL, Operation.REPLACED),
                difference.segments().stream().map(Segment::operation).toList());
        assertEquals(11, difference.segments().get(0).from().end());
        assertEquals(13, difference.segments().get(0).to().end());
        assertEquals(List
                .of(new TextDiff.Term("\u0432\u043E\u0435\u043D\u043D\u044B\u0445", "\u0433\u043E\u0441\u0442\u0435\u0439")),
                difference.terms());
    }

    @Example
    void spellingIsFoldedAndMeaningIsNot() {
        assertEquals(Spelling.fold("إِرْهَابِيَّة"), Spelling.fold("ارهابيه"));
        assertEquals(Spelling.fold("مصطفى ٤٥٧٨"), Spelling.fold("مصطفي 4578"));
        assertEquals(Spelling.fold("Всё ещё"), Spelling.fold("ВСЕ ЕЩЕ"));
        assertNotEquals(Spelling.fold("мой"), Spelling.fold("мои"));
        assertNotEquals(Spelling.fold("164 dead"), Spelling.fold("164 dead?"));
        assertFalse(Spelling.fold("कि").equals(Spelling.fold("क")), "a vowel of Devanagari is no diacritic");
    }

    private static List<Part> parts(TextDiff wording, Function<Segment, Part> side) {
        return wording.segments().stream().map(side).filter(Objects::nonNull).toList();
    }

    private static void assertIsWhole(String text, List<Part> parts) {
        int at = 0;
        for (Part part : parts) {
            assertEquals(at, part.start());
            assertEquals(text.substring(part.start(), part.end()), part.text());
            assertFalse(part.text().isEmpty());
            at = part.end();
        }
        assertEquals(text.length(), at);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("8", "18", "officers", "killed", " ", " ", " ", ",", ".", "«", "»", "rioters", "terrorist",
                "قُتل", "ضباط",
                "الشرطة", "إرهابية", "террористические", "банды", "\uD83D\uDC68\u200D\uD83D\uDC69", "e\u0301", "\n", "ตำรวจ",
                "日本語", "\u200F").list().ofMaxSize(14).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> languages() {
        return Arbitraries.of("en", "ar", "ru", "th", "zh", "und");
    }
}
