package org.isnad.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.isnad.chain.Revision;
import org.isnad.chain.Status;
import org.isnad.compare.Change.Bound;
import org.isnad.content.Actor;
import org.isnad.content.Aspect;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.CasualtyFigure.AbsentReason;
import org.isnad.content.CasualtyFigure.Basis;
import org.isnad.content.CasualtyFigure.Group;
import org.isnad.content.CasualtyFigure.Measure;
import org.isnad.content.Certainty;
import org.isnad.content.Content;
import org.isnad.content.Excluded;
import org.isnad.content.Kind;
import org.isnad.content.Occurred;
import org.isnad.content.PartialDate;
import org.isnad.content.Place;
import org.isnad.content.ReportedTime;
import org.isnad.content.Statement;
import org.isnad.content.Text;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DifferTest {

    private static final Place COUNTRY = new Place(Text.of(Map.of("en", "Kazakhstan", "ru", "Казахстан")), "KZ",
            Place.CodeList.ISO_3166_1, null);

    @Property(tries = 5000)
    void theTwoWaysAreEachOthersInverse(@ForAll Random random) {
        boolean figures = random.nextBoolean();
        Revision<Content> one = revision(random, figures ? figure(random) : statement(random), 1);
        Revision<Content> other = revision(random, figures ? figure(random) : statement(random), 2);
        Difference there = Differ.between(one, other, Set.of());
        Difference back = Differ.between(other, one, Set.of());
        assertEquals(there.comparable(), back.comparable());
        assertEquals(there.material(), back.material());
        assertEquals(there.aspects(), back.aspects());
        assertEquals(there.changes().size(), back.changes().size());
        for (int at = 0; at < there.changes().size(); at++) {
            assertInverse(there.changes().get(at), back.changes().get(at));
        }
    }

    private static void assertInverse(Change there, Change back) {
        assertEquals(there.path(), back.path());
        assertEquals(there.aspect(), back.aspect());
        assertEquals(there.material(), back.material());
        assertEquals(there.from(), back.to());
        assertEquals(there.to(), back.from());
        if (there.number() != null) {
            assertEquals(there.number().delta(), back.number().delta() == null ? null : Long.valueOf(-back.number().delta()));
            assertEquals(there.number().bound(), there.number().bound() == null ? null : switch (back.number().bound()) {
                case ADDED -> Bound.DROPPED;
                case DROPPED -> Bound.ADDED;
                case RAISED -> Bound.LOWERED;
                case LOWERED -> Bound.RAISED;
            });
        }
    }

    @Property(tries = 2000)
    void whatIsTheSameDoesNotDifferAndWhatDiffersIsNotTheSame(@ForAll Random random) {
        CasualtyFigure one = figure(random);
        CasualtyFigure other = random.nextBoolean() ? one : figure(random);
        Difference difference = Differ.between(revision(new Random(1), one, 1), revision(new Random(1), other, 1), Set.of());
        // Bounds that only repeat the number say nothing of their own.
        assertEquals(said(one).equals(said(other)), difference.changes().stream().noneMatch(Change::material),
                () -> one + "\n" + other
                        + "\n" + difference);
    }

    private static List<Object> said(CasualtyFigure figure) {
        Long low = figure.low() == null ? null : figure.minimum();
        Long high = figure.high() == null ? null : figure.maximum();
        Long number = figure.best() == null && low != null && low.equals(high) ? low : figure.best();
        return java.util.Arrays.asList(figure.group(), figure.groupDetail() == null ? null : "detail", figure.measure(),
                number, java.util.Objects.equals(low, number) ? null : low,
                java.util.Objects.equals(high, number) ? null : high, figure.approximate(), figure.certainty(),
                figure.unverified(), figure.absentReason(), figure.wording(), figure.basis(), figure.occurred(), figure.phase(),
                figure.excludes(), figure.excludesDetail(), figure.note());
    }

    @Example
    void fromAtLeastTwentyFiveToTwentySix() {
        Difference difference = between(figure(25L, null, null, Basis.COUNT, null), figure(26L, 26L, 26L, Basis.COUNT, null));
        assertEquals(List.of("/content/low", "/content/best"), difference.changes().stream().map(Change::path).toList());
        assertEquals(Bound.DROPPED, difference.changes().get(0).number().bound());
        assertEquals(1, difference.changes().get(0).number().delta());
        assertEquals(new BigDecimal("4.0"), difference.changes().get(0).number().percent());
        assertEquals(true, difference.comparable());
    }

    @Example
    void fromAtLeastAHundredToMoreThanAHundred() {
        Difference difference = between(bounded(100L, null, null, null), bounded(100L, true, null, null));
        Change change = difference.changes().get(0);
        assertEquals("/content/lowExclusive", change.path());
        assertEquals(1, change.number().delta());
        assertEquals(Bound.RAISED, change.number().bound());
        assertEquals(Aspect.BOUND, change.aspect());
        assertEquals(1, difference.changes().size());
    }

    @Example
    void fromMoreThanAHundredToAtLeastAHundredAndFiftyAndFromAtMostToFewerThan() {
        Difference raised = between(bounded(100L, true, null, null), bounded(150L, null, null, null));
        assertEquals(List.of("/content/low"), raised.changes().stream().map(Change::path).toList());
        assertEquals(49, raised.changes().get(0).number().delta());
        Difference lowered = between(bounded(null, null, 50L, null), bounded(null, null, 50L, true));
        assertEquals(List.of("/content/highExclusive"), lowered.changes().stream().map(Change::path).toList());
        assertEquals(-1, lowered.changes().get(0).number().delta());
        assertFalse(between(bounded(100L, true, null, null), bounded(101L, null, null, null)).material());
    }

    private static CasualtyFigure bounded(Long low, Boolean lowExclusive, Long high, Boolean highExclusive) {
        return new CasualtyFigure(Group.CIVILIANS, null, Measure.KILLED, COUNTRY, low, lowExclusive, null, high, highExclusive,
                null, null, null, null, null, Basis.COUNT, null, null, null, null, null, null);
    }

    @Example
    void equalBoundsAreOneNumber() {
        Difference same = between(figure(8L, null, 8L, Basis.COUNT, null), figure(null, 8L, null, Basis.COUNT, null));
        assertFalse(same.material(), same::toString);
        Difference raised = between(figure(8L, null, 8L, Basis.COUNT, null), figure(9L, null, 9L, Basis.COUNT, null));
        assertEquals(List.of("/content/best"), raised.changes().stream().map(Change::path).toList());
        assertEquals(1, raised.changes().get(0).number().delta());
    }

    @Example
    void aNewNumberAndANewTermInOneTextAreBothTold() {
        Difference difference = between(
                figure(8L, 8L, 8L, Basis.COUNT, Text.of("ru", "восемь полицейских убиты бандитами в Алматы вчера ночью")),
                figure(8L, 8L, 8L, Basis.COUNT,
                        Text.of("ru", "восемнадцать полицейских убиты террористами в Алматы вчера ночью")));
        assertEquals(List.of(Aspect.NUMBER, Aspect.TERM, Aspect.QUOTATION), difference.aspects());
        TextDiff wording = difference.changes().get(0).wording();
        assertEquals(new BigDecimal(18), wording.numbers().get(0).to().value());
        assertEquals("восемь полицейских убиты ".length(), wording.terms().get(0).from().start());
    }

    @Example
    void fromUnknownToKnown() {
        Difference difference = between(
                new CasualtyFigure(Group.CIVILIANS, null, Measure.KILLED, COUNTRY, null, null, null, null, null, null, null,
                        null,
                        AbsentReason.NOT_REPORTED, null, null, null, null, null, null, null, null),
                figure(4L, 4L, 4L, Basis.COUNT, null));
        assertTrue(difference.aspects().contains(Aspect.KNOWN));
        Change number = difference.changes().stream().filter(change -> change.path().equals("/content/best")).findFirst()
                .orElseThrow();
        assertEquals(Aspect.KNOWN, number.aspect());
        assertNull(number.number().delta(), "unknown is not zero");
        assertNull(difference.comparable());
    }

    @Example
    void anotherBasisIsNoOtherNumber() {
        Difference difference = between(figure(4578L, 4578L, 4578L, Basis.COMBINED, null),
                figure(4353L, 4353L, 4353L, Basis.COUNT, null));
        assertEquals(false, difference.comparable());
        assertEquals(List.of(Aspect.NUMBER, Aspect.COUNTING_RULE), difference.aspects());
        assertNull(difference.changes().get(0).number().delta());
    }

    @Example
    void anotherSpellingIsMinor() {
        Difference difference = between(figure(8L, 8L, 8L, Basis.COUNT, Text.of("ar", "قُتل ٨ من ضبّاط الشرطة")),
                figure(8L, 8L, 8L, Basis.COUNT, Text.of("ar", "قتل 8 من ضباط الشرطة")));
        assertFalse(difference.material());
        assertEquals(List.of(Aspect.MINOR), difference.aspects());
    }

    @Example
    void theSamePlaceUnderAnotherNameIsMinorAndAnotherPlaceIsNot() {
        CasualtyFigure here = figure(8L, 8L, 8L, Basis.COUNT, null);
        CasualtyFigure renamed = at(here,
                new Place(Text.of("en", "Republic of Kazakhstan"), "KZ", Place.CodeList.ISO_3166_1, null));
        CasualtyFigure elsewhere = at(here,
                new Place(Text.of("en", "Almaty (city)"), "KZ-75", Place.CodeList.ISO_3166_2, null));
        assertFalse(between(here, renamed).material());
        assertTrue(between(here, elsewhere).aspects().contains(Aspect.PLACE));
        assertEquals(false, between(here, elsewhere).comparable());
    }

    @Example
    void aRetractionIsAWithdrawal() {
        CasualtyFigure toll = figure(164L, 164L, 164L, Basis.COUNT, null);
        Difference difference = between(toll, null);
        assertEquals(List.of(Aspect.WITHDRAWAL), difference.aspects());
        assertEquals(toll, difference.changes().get(0).from());
    }

    private static Difference between(CasualtyFigure from, CasualtyFigure to) {
        return Differ.between(revision(new Random(1), from, 1), revision(new Random(1), to, 1), Set.of());
    }

    private static CasualtyFigure figure(Long low, Long best, Long high, Basis basis, Text wording) {
        return new CasualtyFigure(Group.CIVILIANS, null, Measure.KILLED, COUNTRY, low, null, best, high, null, null, null, null,
                null, wording, basis, null, null, null, null, null, null);
    }

    private static CasualtyFigure at(CasualtyFigure figure, Place place) {
        return new CasualtyFigure(figure.group(), null, figure.measure(), place, figure.low(), null, figure.best(),
                figure.high(), null, null, null, null, null, null, figure.basis(), null, null, null, null, null, null);
    }

    private static CasualtyFigure figure(Random random) {
        Long best = random.nextInt(3) == 0 ? null : Long.valueOf(10 + random.nextInt(3));
        Long low = random.nextInt(2) == 0 ? null : Long.valueOf(8 + random.nextInt(3));
        Long high = random.nextInt(2) == 0 ? null : Long.valueOf(12 + random.nextInt(3));
        if (best == null && random.nextBoolean()) {
            low = 10L + random.nextInt(3);
            high = low;
        }
        boolean given = best != null || low != null || high != null;
        return new CasualtyFigure(one(random, Group.POLICE, Group.SOLDIERS), null,
                one(random, Measure.KILLED, Measure.INJURED), COUNTRY, low,
                low != null && low < 10 && random.nextBoolean() ? true : null, best, high,
                high != null && high > 12 && random.nextBoolean() ? true : null, random.nextInt(4) == 0 ? true : null,
                random.nextInt(4) == 0 ? one(random, Certainty.PROVISIONAL, Certainty.PROBABLE) : null,
                random.nextInt(4) == 0 ? true : null,
                given ? null : one(random, AbsentReason.UNKNOWN, AbsentReason.WITHHELD), null,
                one(random, Basis.COUNT, Basis.ESTIMATE), random.nextInt(3) == 0
                        ? new Occurred(null, new PartialDate(one(random, "2022-01-06", "2022-01")))
                        : null,
                random.nextInt(6) == 0 ? "second-wave" : null,
                random.nextInt(4) == 0 ? List.of(one(random, Excluded.FOREIGNERS, Excluded.MISSING)) : null,
                random.nextInt(3) == 0
                        ? Text.of("en", one(random, "without soldiers", "with those who died in custody later on"))
                        : null,
                null, null);
    }

    private static Statement statement(Random random) {
        return new Statement(
                new Actor(Text.of("en", one(random, "Tokayev", "the president")), null, Actor.Kind.PERSON, null, "KZ"),
                Text.of("en", "Who the participants are"), wording(random), random.nextBoolean() ? wording(random) : null, null,
                one(random, Statement.Setting.ADDRESS, Statement.Setting.MEETING),
                random.nextInt(3) == 0 ? new Occurred(new PartialDate(one(random, "2022-01-06", "2022-01")), null) : null,
                null);
    }

    private static Text wording(Random random) {
        String en = one(random, "riotous elements beat soldiers", "terrorist gangs beat soldiers",
                "Terrorist gangs beat soldiers",
                "nobody was there");
        String ar = one(random, "عناصر المشاغبين", "عصابات إرهابية", "عصابات ارهابيه");
        return random.nextInt(3) == 0 ? Text.of("en", en)
                : random.nextInt(3) == 0 ? Text.of("ar", ar)
                        : Text.of(Map.of("en", en, "ar", ar));
    }

    private static Revision<Content> revision(Random random, Content content, int number) {
        return new Revision<>("c", number, "r", content == null ? Kind.CASUALTY : content.kind(), number,
                one(random, "kz-mvd", "tass"), random.nextBoolean() ? List.of("gsv") : List.of(),
                new ReportedTime(one(random, "2022-01-06", "2022-01-05T18:11Z")), null, null, null, null, Instant.EPOCH,
                Instant.EPOCH, Instant.EPOCH,
                "test", one(random, Status.REPORTED, Status.CONFIRMED), null, List.of(), null, null,
                random.nextBoolean() ? Text.of("en", one(random, "an error", "more was known")) : null, null, null, content, "",
                "",
                "", null, null, null, null, null, null);
    }

    @SafeVarargs
    private static <T> T one(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
