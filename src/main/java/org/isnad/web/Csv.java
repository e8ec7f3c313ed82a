package org.isnad.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * Reads and writes tables as CSV (RFC 4180) in UTF-8. When writing, escapes texts that a spreadsheet would run as a formula.
 */
public final class Csv {

    public static final String TYPE = "text/csv";

    private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    private static final Pattern FORMULA = formulaPattern();

    private static final CsvMapper MAPPER = CsvMapper.csvBuilder().addModule(new JavaTimeModule())
            .addModule(new SimpleModule("formula escaping").addSerializer(String.class, new FormulaEscaper()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

    private Csv() {
    }

    /**
     * Returns the pattern of the beginning of a text that a spreadsheet may take for a formula, after apostrophes that escape.
     */
    private static Pattern formulaPattern() {
        String escapes = "'*";
        String operator = "[=+\\-@]";
        String fullWidthOperator = "[\uFF1D\uFF0B\uFF0D\uFF20]";
        String separator = "[\t\r\n]";
        return Pattern.compile(escapes + "(?:" + operator + "|" + fullWidthOperator + "|" + separator + ")");
    }

    /**
     * Returns a table as CSV with a header and CRLF line ends; a null component is an empty cell.
     *
     * @param type a record type, whose components are the columns in the order of {@code @JsonPropertyOrder}, or else
     *        of the alphabet
     * @param bom whether the table starts with a byte order mark, which Excel needs to recognize UTF-8
     */
    public static <T> byte[] of(Class<T> type, List<T> rows, boolean bom) throws IOException {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        if (bom) {
            table.write(BYTE_ORDER_MARK);
        }
        MAPPER.writer(MAPPER.schemaFor(type).withHeader().withLineSeparator("\r\n")).writeValues(table).writeAll(rows).close();
        return table.toByteArray();
    }

    /**
     * Returns rows of texts as CSV with CRLF line ends, after a byte order mark.
     *
     * @param separator the character between two cells
     */
    public static byte[] of(List<? extends Collection<String>> rows, char separator) throws IOException {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        table.write(BYTE_ORDER_MARK);
        MAPPER.writer(CsvSchema.emptySchema().withColumnSeparator(separator).withLineSeparator("\r\n")).writeValues(table)
                .writeAll(rows).close();
        return table.toByteArray();
    }

    /**
     * Returns a writer of rows, each a list of cells: texts, numbers and truth values, none of them null. The lines end in
     * CRLF. The stream stays open when the writer is closed.
     *
     * @param bom whether the table starts with a byte order mark, which Excel needs to recognize UTF-8
     */
    public static SequenceWriter writer(OutputStream out, boolean bom) throws IOException {
        if (bom) {
            out.write(BYTE_ORDER_MARK);
        }
        return MAPPER.writer(CsvSchema.emptySchema().withLineSeparator("\r\n"))
                .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET).with(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                .writeValues(out);
    }

    /** Returns the text of a cell without the apostrophe that {@link #writer} adds before a text that starts like a formula. */
    public static String unescaped(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).lookingAt() ? cell.substring(1) : cell;
    }

    /**
     * Returns the rows of a table, each read when it is asked for. The separator is the one among comma, semicolon and tab that
     * the first line has most of: which one a spreadsheet writes depends on its country.
     */
    public static MappingIterator<String[]> read(String table) {
        String header = table.lines().findFirst().orElse("");
        char separator = ',';
        for (char other : new char[] { ';', '\t' }) {
            separator = count(header, other) > count(header, separator) ? other : separator;
        }
        try {
            return MAPPER.readerFor(String[].class).with(CsvParser.Feature.WRAP_AS_ARRAY)
                    .with(CsvSchema.emptySchema().withColumnSeparator(separator)).readValues(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(String text, char character) {
        return text.chars().filter(other -> other == character).count();
    }

    /**
     * Adds an apostrophe before a text that starts like a formula, as OWASP recommends against CSV injection, or as an escaped
     * one.
     */
    private static class FormulaEscaper extends StdScalarSerializer<String> {

        FormulaEscaper() {
            super(String.class);
        }

        @Override
        public void serialize(String text, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(FORMULA.matcher(text).lookingAt() ? "'" + text : text);
        }
    }
}
