package org.isnad.streams;

import java.util.regex.Pattern;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;

import org.isnad.chain.LogPositions;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

/** The parameters that tell where a stream continues. */
public class StreamParameters {

    private static final String RULE = "must be the id of an event of this stream";

    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    @QueryParam("after")
    public String after;

    @HeaderParam("Last-Event-ID")
    public String lastEventId;

    /**
     * Returns the positions of the last events that the client received, by Last-Event-ID or else by {@code after}.
     *
     * @param crisis the crisis of the stream, or null for all
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if it is not the id of an event of such a stream
     */
    public LogPositions positions(String crisis) {
        return lastEventId == null ? positions(crisis, after, Violation.query("after", RULE))
                : positions(crisis, lastEventId, Violation.header("Last-Event-ID", RULE));
    }

    private static LogPositions positions(String crisis, String id, Violation violation) {
        if (id == null) {
            return LogPositions.NONE;
        }
        try {
            return crisis == null ? LogPositions.parse(id) : LogPositions.NONE.with(crisis, position(id));
        } catch (IllegalArgumentException e) {
            throw Problem.INVALID.at(violation);
        }
    }

    private static long position(String id) {
        if (!POSITION.matcher(id).matches()) {
            throw new IllegalArgumentException("not a position");
        }
        return Long.parseLong(id);
    }
}
