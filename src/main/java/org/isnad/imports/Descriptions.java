package org.isnad.imports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.access.Caller;
import org.isnad.chain.CrisisState;
import org.isnad.chain.CrisisStates;
import org.isnad.content.Notice;
import org.isnad.content.Rejection;
import org.isnad.content.Rejection.Violation;
import org.isnad.crises.Crises;
import org.isnad.crises.Crisis;
import org.isnad.imports.ImportOptions.OnConflict;
import org.isnad.imports.ImportResult.Outcome;
import org.isnad.sources.Source;
import org.isnad.sources.Sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Stores imported descriptions of crises and sources. Must be called in a transaction. */
@ApplicationScoped
class Descriptions {

    private final Crises crises;
    private final Sources sources;
    private final CrisisStates states;
    private final Caller caller;
    private final ObjectMapper mapper;

    Descriptions(Crises crises, Sources sources, CrisisStates states, Caller caller, ObjectMapper mapper) {
        this.crises = crises;
        this.sources = sources;
        this.states = states;
        this.caller = caller;
        this.mapper = mapper;
    }

    /**
     * Stores a crisis unless its stored description is equal or is to be kept.
     *
     * @throws Rejection CONFLICT if the stored description differs and is neither to be kept nor replaced, or the time zone
     *         differs, FORBIDDEN if the caller may not describe the crisis; nothing has changed then
     */
    Outcome store(Crisis crisis, OnConflict onConflict) {
        Optional<Crisis> stored = crises.findCrisis(crisis.id());
        if (!stored.equals(Optional.of(crisis))) {
            // The differences reveal the stored description, so the caller must have access to the crisis first.
            caller.requireWithin(crisis.id());
        }
        // A mirror replaces its description when it imports the notice of that.
        boolean isMirror = states.of(List.of(crisis.id())).stream().anyMatch(CrisisState::isMirror);
        Outcome outcome = decide("crisis " + crisis.id(), stored, crisis, isMirror ? OnConflict.KEEP : onConflict);
        if (isChange(outcome)) {
            crises.put(crisis, null, described -> true);
        }
        return outcome;
    }

    /**
     * Stores a source unless its stored description is equal or is to be kept.
     *
     * @throws Rejection CONFLICT if the stored description differs and is neither to be kept nor replaced
     */
    Outcome store(Source source, OnConflict onConflict) {
        Outcome outcome = decide("source " + source.id(), sources.findSource(source.id()), source, onConflict);
        if (isChange(outcome)) {
            sources.put(source, null, described -> true);
        }
        return outcome;
    }

    /** Replaces a description as another instance did, if a notice of it states that. */
    void repeat(Notice notice, Instant at) {
        if (notice.act() == Notice.Act.CRISIS_DESCRIPTION) {
            crises.replace(mapper.convertValue(notice.before(), Crisis.class),
                    mapper.convertValue(notice.after(), Crisis.class), at);
        } else if (notice.act() == Notice.Act.SOURCE_DESCRIPTION) {
            sources.replace(mapper.convertValue(notice.before(), Source.class),
                    mapper.convertValue(notice.after(), Source.class), at);
        }
    }

    private static boolean isChange(Outcome outcome) {
        return outcome == Outcome.CREATED || outcome == Outcome.UPDATED;
    }

    /** @throws Rejection CONFLICT with a violation for each field that differs, if the line is to be refused */
    private <T> Outcome decide(String name, Optional<T> stored, T imported, OnConflict onConflict) {
        if (stored.isEmpty()) {
            return Outcome.CREATED;
        }
        if (stored.get().equals(imported)) {
            return Outcome.UNCHANGED;
        }
        if (onConflict == OnConflict.REFUSE) {
            List<Violation> differences = new ArrayList<>();
            addDifferences(name, "", mapper.valueToTree(stored.get()), mapper.valueToTree(imported), differences);
            throw Rejection.conflict(differences);
        }
        return onConflict == OnConflict.KEEP ? Outcome.KEPT : Outcome.UPDATED;
    }

    /**
     * Adds a violation for each field that differs, in the order of their names; {@code prefix} is the path of both objects.
     */
    private static void addDifferences(String name, String prefix, JsonNode stored, JsonNode imported,
            List<Violation> differences) {
        TreeSet<String> fields = new TreeSet<>();
        stored.fieldNames().forEachRemaining(fields::add);
        imported.fieldNames().forEachRemaining(fields::add);
        for (String field : fields) {
            JsonNode before = stored.path(field);
            JsonNode after = imported.path(field);
            if (before.isObject() && after.isObject()) {
                addDifferences(name, prefix + field + ".", before, after, differences);
            } else if (!before.equals(after)) {
                String had = before instanceof MissingNode ? "none" : before.toString();
                differences.add(new Violation(prefix + field, "differs from the " + name + " as stored, which has " + had
                        + "; onConflict=keep or onConflict=update decides which stays"));
            }
        }
    }
}
