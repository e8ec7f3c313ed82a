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

/** Tables as CSV (RFC 4180): UTF-8, CRLF, a header, and no cell that a spreadsheet would take for a formula. */
public final class Csv {

    public static final String TYPE = "text/csv";

    private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    private static final CsvMapper MAPPER = CsvMapper.csvBuilder().addModule(new JavaTimeModule())
            .addModule(new SimpleModule("disarmed").addSerializer(String.class, new Disarmed()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

    private Csv() {
    }

    /**
     * A table.
     *
     * @param type a record, whose components are the columns
     * @param bom whether it begins with a byte order mark, without which Excel does not know UTF-8
     */
    public static <T> byte[] of(Class<T> type, List<T> rows, boolean bom) throws IOException {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        if (bom) {
            table.write(BYTE_ORDER_MARK);
        }
        MAPPER.writer(MAPPER.schemaFor(type).withHeader().withLineSeparator("\r\n")).writeValues(table).writeAll(rows).close();
        return table.toByteArray();
    }

    /** Text that begins as formulas do gets an apostrophe before it, as OWASP advises; numbers are not text. */
    private static class Disarmed extends StdScalarSerializer<String> {

        Disarmed() {
            super(String.class);
        }

        @Override
        public void serialize(String text, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(!text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text);
        }
    }
}
