package org.isnad.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.isnad.compare.TextDiff.Direction;
import org.isnad.compare.TextDiff.NumberChange;
import org.isnad.compare.TextDiff.Operation;
import org.isnad.compare.TextDiff.Part;
import org.isnad.compare.TextDiff.Segment;
import org.isnad.compare.TextDiff.Term;
import org.isnad.content.Spelling;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class TextDiffTest {

    private static final Map<String, RuleBasedNumberFormat> WORDS = new HashMap<>();

    @Property(tries = 3000)
    void theSegmentsAreBothTextsInOrder(@ForAll("texts") String from, @ForAll("texts") String to,
            @ForAll("languages") String language) {
        TextDiff wording = TextDiff.between(language, from, to);
        assertIsWhole(from, parts(wording, Segment::from));
        assertIsWhole(to, parts(wording, Segment::to));
        for (Segment segment : wording.segments()) {
            String was = segment.from() == null ? null : from.substring(segment.from().start(), segment.from().end());
            String is = segment.to() == null ? null : to.substring(segment.to().start(), segment.to().end());
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
        assertEquals(there.numbers(),
                back.numbers().stream().map(number -> new NumberChange(number.to(), number.from())).toList());
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
        assertEquals(List.of("عناصر المشاغبين > عصابات إرهابية"), terms(wording));
        assertEquals(List.of(Operation.EQUAL, Operation.REPLACED, Operation.EQUAL),
                wording.segments().stream().map(Segment::operation).toList());
    }

    @Example
    void latinWithinArabicIsAWordOfItsOwn() {
        TextDiff wording = TextDiff.between("ar", "قالت TASS إن 8 قتلوا", "قالت AFP إن 18 قتلوا");
        assertEquals(List.of("TASS > AFP"), terms(wording));
        assertEquals(List.of("8 > 18"), numbers(wording));
    }

    @Example
    void scriptsWithoutSpacesAreCutByTheirDictionary() {
        TextDiff wording = TextDiff.between("th", "ตำรวจเสียชีวิต", "ทหารเสียชีวิต");
        assertEquals("เสียชีวิต", wording.segments().get(wording.segments().size() - 1).text());
        assertEquals(List.of("ตำรวจ > ทหาร"), terms(wording));
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
                .anyMatch(segment -> segment.operation() == Operation.EQUAL && segment.text().contains("the")));
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

    @Example
    void longTextsWithoutACommonSentenceAreReplacedWhole() {
        String from = "Eight officers, 2 of them of the guard, ".repeat(1_000);
        String to = "The ministry gave 16 names and then 18 ".repeat(1_000);
        TextDiff wording = TextDiff.between("en", from, to);
        assertEquals(List.of(Operation.REPLACED), wording.segments().stream().map(Segment::operation).toList());
        assertIsWhole(from, parts(wording, Segment::from));
        assertIsWhole(to, parts(wording, Segment::to));
        assertEquals(List.of(), wording.terms());
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
        assertEquals(List.of("\u0432\u043E\u0435\u043D\u043D\u044B\u0445 > \u0433\u043E\u0441\u0442\u0435\u0439"),
                terms(difference));
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

    @Property(tries = 1000)
    void aNumberIsFoundInAnySpelling(@ForAll("languages") String language, @ForAll("numbers") long from,
            @ForAll("numbers") long to, @ForAll Random random) {
        String sentence = Map.of("ar", "قتل %s من رجال الشرطة", "ru", "Убиты %s, сообщило министерство", "en",
                "The ministry said %s were killed").getOrDefault(language, "8a %s 9b");
        TextDiff wording = TextDiff.between(language, sentence.formatted(spelt(language, from, random)),
                sentence.formatted(spelt(language, to, random)));
        assertEquals(from == to ? List.of() : List.of(from + " > " + to), wording.numbers().stream()
                .map(number -> number.from().value() + " > " + number.to().value()).toList(), wording::toString);
        assertTrue(wording.hasOnlyNumberChanges(), wording::toString);
    }

    private static String spelt(String language, long number, Random random) {
        boolean isInWords = List.of("ar", "en", "ru").contains(language) && random.nextBoolean();
        String script = List.of("latn", "arab", "deva", "thai").get(random.nextInt(4));
        return isInWords ? WORDS.computeIfAbsent(language, tag -> new RuleBasedNumberFormat(ULocale.forLanguageTag(tag),
                RuleBasedNumberFormat.SPELLOUT)).format(number)
                : NumberFormat.getInstance(ULocale.forLanguageTag(language + "-u-nu-" + script)).format(number);
    }

    @Property(tries = 500)
    void marksAloneAreMinor(@ForAll("marked") List<String> words, @ForAll Random random) {
        String from = String.join(" ", words);
        String to = words.stream().map(word -> remarked(word, random)).collect(Collectors.joining(" "));
        TextDiff wording = TextDiff.between("und", from, to);
        assertTrue(wording.hasSameMeaning(), wording::toString);
        assertEquals(List.of(), terms(wording));
    }

    private static String remarked(String word, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> word.replaceAll("[\u064B-\u0652]", "");
            case 1 -> word.replace('ё', 'е');
            case 2 -> word.toUpperCase(Locale.ROOT);
            case 3 -> word.replace('«', '"').replace('»', '"');
            default -> word;
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | eight officers | eighteen officers | eight > eighteen |
            en | Twenty-one dead | twenty-two dead | Twenty-one > twenty-two |
            en | 1,500 people | 2 thousand people | 1,500 > 2 thousand |
            en | one hundred and five injured | 1.5 million injured | one hundred and five > 1.5 million |
            en | 8 officers | eight officers | |
            en | 8 officers were killed | 18 soldiers were killed | 8 > 18 | officers > soldiers
            en | No one was killed | Two were killed | > Two |
            en | At 18:05 on 2022-01-05 | At 18:11 on 2022-01-06 | | 18:05 > 18:11, 2022-01-05 > 2022-01-06
            en | The wards for COVID-19 | The wards for COVID-20 | | COVID-19 > COVID-20
            ru | убиты восемь человек | убиты восемнадцать человек | восемь > восемнадцать |
            ru | погибли 1 500 человек | погибли 1,5 тыс человек | |
            ru | двадцати пяти раненым | тридцати раненым | двадцати пяти > тридцати |
            ru | потерял семью в Алматы | потерял дом в Алматы | | семью > дом
            ar | مقتل ثمانية من الشرطة | مقتل ثمانية عشر من الشرطة | ثمانية > ثمانية عشر |
            ar | جرح خمسة وعشرين شخصا | جرح خمسمئة شخص | خمسة وعشرين > خمسمئة | شخصا > شخص
            ar | ٥ قتلى و18 جريحا | ٥ قتلى و٢٠ جريحا | و18 > و٢٠ |
            ar | ٥ قتلى | خمسة قتلى | |
            """)
    void numbersAreToldApartFromTerms(String language, String from, String to, String numbers, String terms) {
        TextDiff wording = TextDiff.between(language, from, to);
        assertEquals(numbers == null ? "" : numbers, String.join(", ", numbers(wording)));
        assertEquals(terms == null ? "" : terms, String.join(", ", terms(wording)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The goverment said | The government said | true
            The ministery's spokesman | The ministry's spokesman | true
            A cease-fire was agreed | A ceasefire was agreed | true
            A cease-fire was agreed | A cease fire was agreed | true
            The minister resigned | The minister re-signed | false
            Two officers | Two offices | false
            Signed a contract | Signed a contact | false
            The injured men | The insured men | false
            infected patients | inflected patients | false
            Правителство заявило | Правительство заявило | true
            отравлены | отправлены | false
            مقاتل | مقتل | false
            «террористы» | "террористы" | true
            террористы | «террористы» | false
            """)
    void aSlipIsMinorAndAnotherWordIsNot(String from, String to, boolean isMinor) {
        assertEquals(isMinor, TextDiff.between("und", from, to).hasSameMeaning());
    }

    private static List<String> terms(TextDiff wording) {
        return wording.terms().stream().map(term -> term.from().text() + " > " + term.to().text()).toList();
    }

    private static List<String> numbers(TextDiff wording) {
        return wording.numbers().stream().map(number -> (text(number.from()) + " > " + text(number.to())).strip()).toList();
    }

    private static String text(Part part) {
        return part == null ? "" : part.text();
    }

    private static List<Part> parts(TextDiff wording, Function<Segment, Part> side) {
        return wording.segments().stream().map(side).filter(Objects::nonNull).toList();
    }

    private static void assertIsWhole(String text, List<Part> parts) {
        int at = 0;
        for (Part part : parts) {
            assertEquals(at, part.start());
            assertTrue(part.text() == null || part.text().equals(text.substring(part.start(), part.end())));
            assertTrue(part.end() > at);
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
    Arbitrary<Long> numbers() {
        return Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.longs().between(0, 130)),
                Tuple.of(1, Arbitraries.longs().between(0, 9_999_999)));
    }

    @Provide
    Arbitrary<List<String>> marked() {
        return Arbitraries.of("всё", "ещё", "«террористы»", "قُتِلَ", "ضبّاط", "officers", "police,").list().ofMinSize(1)
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> languages() {
        return Arbitraries.of("en", "ar", "ru", "th", "zh", "und");
    }
}
