package org.isnad.imports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.http.ProblemMapping;
import org.isnad.http.StrictJson;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** Splits the body of an import into lines: of newline-delimited JSON, the items of a JSON array, or the rows of a table. */
@ApplicationScoped
class LineReader {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final ObjectMapper mapper;
    private final TableReader tables;

    LineReader(ObjectMapper mapper, TableReader tables) {
        this.mapper = mapper;
        this.tables = tables;
    }

    /**
     * Returns the lines of a body in order, each read when it is asked for. A byte order mark and empty lines at the end are
     * ignored.
     *
     * @throws HttpProblem (400) if the body is not UTF-8, or is an array or a table that is not well-formed
     */
    Iterator<RawLine> read(byte[] body, boolean isTable) {
        StrictJson.requireUtf8(body);
        String marked = new String(body, StandardCharsets.UTF_8);
        String text = marked.startsWith(BYTE_ORDER_MARK) ? marked.substring(BYTE_ORDER_MARK.length()) : marked;
        if (isTable) {
            return tables.read(text);
        }
        if (text.stripLeading().startsWith("[")) {
            JsonNode items = parse(text);
            return IntStream.range(0, items.size()).mapToObj(index -> line(index + 1, items.get(index))).iterator();
        }
        String[] lines = text.split("\r?\n");
        return IntStream.range(0, lines.length).mapToObj(index -> line(index + 1, lines[index])).iterator();
    }

    private RawLine line(int number, String text) {
        if (text.isBlank()) {
            return RawLine.unreadable(number, Problem.UNREADABLE.at(Violation.body("", "is blank")));
        }
        try {
            return line(number, parse(text));
        } catch (HttpProblem problem) {
            return RawLine.unreadable(number, problem);
        }
    }

    private static RawLine line(int number, JsonNode item) {
        return item instanceof ObjectNode fields ? RawLine.of(number, fields)
                : RawLine.unreadable(number, Problem.INVALID.at(Violation.body("", "must be an object")));
    }

    /** @throws HttpProblem (400) if a text is not JSON */
    private JsonNode parse(String text) {
        try {
            return mapper.readTree(text);
        } catch (IOException e) {
            throw ProblemMapping.of(e);
        }
    }
}
