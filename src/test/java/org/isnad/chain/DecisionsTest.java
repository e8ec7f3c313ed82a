package org.isnad.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import org.isnad.content.CasualtyFigure;
import org.isnad.content.Kind;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Effects of one record on another, against their definition. */
class DecisionsTest {

    private static final Instant START = Instant.parse("2022-01-05T00:00:00Z");
    private static final String RECORD = "kz-police-killed";

    private final List<RevisionHeader> record = new ArrayList<>();
    private final List<RevisionHeader> others = new ArrayList<>();

    @Property(tries = 3000)
    void whatIsReplacedOrRuledOnIsDecidedByTheirDefinition(@ForAll Random random) {
        record.clear();
        others.clear();
        int size = 1 + random.nextInt(6);
        for (int number = 1; number <= size; number++) {
            record.add(header(RECORD, number, "source-" + random.nextInt(3), Status.REPORTED, null, List.of()));
        }
        int acts = random.nextInt(10);
        for (int number = 1; number <= acts; number++) {
            others.add(number > 1 && random.nextInt(3) == 0 ? retraction(number, random) : act(number, random, size));
        }

        Standing standing = Standing.of(record, DecisionFinder.find(RECORD,
                others.stream().filter(other -> !other.links().isEmpty()).toList(), id -> others));

        Set<Integer> standingNaively = numbers(
                record.stream().filter(head -> inForce(Link.Type.REPLACES, head.number()).isEmpty()).toList());
        for (RevisionHeader head : record) {
            assertEquals(standingNaively.contains(head.number()), standing.stands(head.number()), () -> "" + head.number());
        }
        List<RevisionHeader> claims = new NaiveStanding(
                record.stream().filter(head -> standingNaively.contains(head.number())).toList()).claims();
        assertEquals(claims, standing.claims());
        if (!claims.isEmpty()) {
            int preferred = standing.preferredNumber();
            int best = claims.stream().mapToInt(claim -> rank(claim.number())).min().orElseThrow();
            assertEquals(best, rank(preferred));
            assertTrue(claims.stream().noneMatch(claim -> rank(claim.number()) == best && claim.number() > preferred));
        }
    }

    /** 0 if the last ruling in force is for a revision, 2 if it is against it, 1 if there is none. */
    private int rank(int number) {
        int lastFor = last(inForce(Link.Type.RULES_FOR, number));
        int lastAgainst = last(inForce(Link.Type.RULES_AGAINST, number));
        if (lastFor == lastAgainst) {
            return 1;
        }
        return lastFor > lastAgainst ? 0 : 2;
    }

    private static int last(List<RevisionHeader> headers) {
        return headers.stream().mapToInt(RevisionHeader::number).max().orElse(0);
    }

    /** The revisions with a link of a type to a revision that no retraction in force withdraws. */
    private List<RevisionHeader> inForce(Link.Type type, int number) {
        NaiveStanding naive = new NaiveStanding(others);
        return others.stream()
                .filter(other -> other.links().contains(new Link(type, RECORD, number)) && !naive.withdrawn(other))
                .toList();
    }

    private static Set<Integer> numbers(List<RevisionHeader> headers) {
        return headers.stream().map(RevisionHeader::number).collect(Collectors.toSet());
    }

    private static RevisionHeader act(int number, Random random, int size) {
        Link.Type[] types = { Link.Type.REPLACES, Link.Type.RULES_FOR, Link.Type.RULES_AGAINST };
        Link link = new Link(types[random.nextInt(types.length)], RECORD, 1 + random.nextInt(size));
        return header("other", number, "operator", Status.REPORTED, null, List.of(link));
    }

    private static RevisionHeader retraction(int number, Random random) {
        return header("other", number, "operator", Status.RETRACTED, 1 + random.nextInt(number - 1), List.of());
    }

    private static RevisionHeader header(String record, int number, String source, Status status, Integer supersedes,
            List<Link> links) {
        Instant at = START.plusSeconds(number);
        long count = 1;
        return new RevisionHeader(record, Kind.CASUALTY, number, number, source, List.of(), status, supersedes, at, at, at, at,
                at, number,
                count, CasualtyFigure.Form.NUMBER, false, null, links);
    }
}
