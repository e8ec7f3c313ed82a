package org.isnad.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.web.Csv;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.resteasy.problem.HttpProblem;

/**
 * Reads the rows of a CSV table whose columns are named by the paths of JSON fields. Empty cells are absent fields. Blank rows,
 * and rows whose first cell begins with #, are skipped.
 */
@ApplicationScoped
class TableReader {

    private static final int MAX_COLUMNS = 500;

    private final Columns columns;
    private final ObjectMapper mapper;

    TableReader(Columns columns, ObjectMapper mapper) {
        this.columns = columns;
        this.mapper = mapper;
    }

    /**
     * Returns the rows below the header as lines, each read when it is asked for and numbered as in a spreadsheet: the header
     * is row 1.
     *
     * @throws HttpProblem (400) if there is no header or with all columns that are unknown or repeated; by the iterator, if the
     *         table is not well-formed
     */
    Iterator<RawLine> read(String text) {
        MappingIterator<String[]> cells = Csv.read(text);
        String[] header = next(cells, 1);
        if (header == null) {
            throw Problem.INVALID.at(Violation.body("", "must have a header that names the columns"));
        }
        return new Rows(parseHeader(header), cells);
    }

    /** Returns the columns of a header; one without a name is null. */
    private List<Column> parseHeader(String[] header) {
        if (header.length > MAX_COLUMNS) {
            throw Problem.INVALID.at(Violation.body("", "must have at most " + MAX_COLUMNS + " columns").inLine(1));
        }
        List<Violation> violations = new ArrayList<>();
        List<Column> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String cell : header) {
            Column column = cell.isBlank() ? null : Column.of(cell.strip());
            found.add(column);
            if (column != null && !isKnown(column)) {
                violations.add(Violation.body(column.name(), "is not a column; columns are named by the paths of JSON fields,"
                        + " such as content.place.name.en or via[0]").inLine(1));
            } else if (column != null && !names.add(column.name())) {
                violations.add(Violation.body(column.name(), "is the name of two columns").inLine(1));
            }
        }
        if (!violations.isEmpty()) {
            throw Problem.INVALID.at(violations);
        }
        return found;
    }

    private boolean isKnown(Column column) {
        return column.isDerived() || StreamSupport.stream(columns.rowTypes().spliterator(), false)
                .anyMatch(rowType -> columns.type(rowType, column) != null);
    }

    /** Returns the cells of the next row, or null if there is none. */
    private static String[] next(MappingIterator<String[]> cells, int row) {
        try {
            return cells.hasNextValue() ? cells.nextValue() : null;
        } catch (IOException e) {
            throw Problem.UNREADABLE.at(Violation.body("", "is not well-formed CSV; a quotation mark may be missing")
                    .inLine(row));
        }
    }

    /** The rows of one table below its header. */
    private class Rows implements Iterator<RawLine> {

        private final List<Column> header;
        private final MappingIterator<String[]> cells;
        private final Map<String, List<Class<?>>> cellTypes = new HashMap<>();
        private int row = 1;
        private String[] next;

        Rows(List<Column> header, MappingIterator<String[]> cells) {
            this.header = header;
            this.cells = cells;
            columns.rowTypes().forEach(rowType -> cellTypes.put(rowType, header.stream().<Class<?>> map(
                    column -> column == null ? null : columns.type(rowType, column)).toList()));
            advance();
        }

        private void advance() {
            do {
                row++;
                next = TableReader.next(cells, row);
            } while (next != null && isSkipped(next));
        }

        private static boolean isSkipped(String[] row) {
            return row.length > 0 && row[0].stripLeading().startsWith("#") || Arrays.stream(row).allMatch(String::isBlank);
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public RawLine next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            int number = row;
            String[] values = next;
            advance();
            return line(number, values);
        }

        private RawLine line(int number, String[] values) {
            ObjectNode fields = mapper.createObjectNode().put("type", "revision");
            List<Class<?>> types = cellTypes.getOrDefault(rowType(values), List.of());
            for (int at = 0; at < values.length; at++) {
                Column column = at < header.size() ? header.get(at) : null;
                if (column == null && !values[at].isBlank()) {
                    return RawLine.unreadable(number, Problem.INVALID.at(Violation.body("", "has a value in column "
                            + (at + 1) + ", which has no name in the header")));
                }
                if (column != null && !values[at].isBlank()) {
                    Class<?> type = types.isEmpty() ? null : types.get(at);
                    column.set(fields, Column.value(Csv.unescaped(values[at]), type));
                }
            }
            // Editors fill the column of the kind in every row, also of a retraction, which has no content.
            if (fields.path("content").size() == 1 && fields.path("content").has("kind")) {
                fields.remove("content");
            }
            return RawLine.of(number, fields);
        }

        /** Returns the type of a row: its kind, or its type unless that is revision. */
        private String rowType(String[] values) {
            String type = cell(values, "type");
            return type.isEmpty() || type.equals("revision") ? cell(values, "content.kind") : type;
        }

        private String cell(String[] values, String name) {
            return IntStream.range(0, Math.min(values.length, header.size()))
                    .filter(at -> header.get(at) != null && header.get(at).name().equals(name))
                    .mapToObj(at -> values[at].strip()).findFirst().orElse("");
        }
    }
}
