package org.isnad.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Writes tables as CSV (RFC 4180), in UTF-8 with a header, and escapes texts that a spreadsheet would run as a formula. */
public final class Csv {

    public static final String TYPE = "text/csv";

    private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    private static final CsvMapper MAPPER = CsvMapper.csvBuilder().addModule(new JavaTimeModule())
            .addModule(new SimpleModule("formula escaping").addSerializer(String.class, new FormulaEscaper()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

    private Csv() {
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

    /** Adds an apostrophe before a text that starts like a formula, as OWASP recommends against CSV injection. */
    private static class FormulaEscaper extends StdScalarSerializer<String> {

        FormulaEscaper() {
            super(String.class);
        }

        @Override
        public void serialize(String text, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(!text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text);
        }
    }
}
