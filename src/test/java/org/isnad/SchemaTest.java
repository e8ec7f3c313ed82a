package org.isnad;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.JDBCType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import javax.sql.DataSource;

/** The schema that the migrations make, on both databases, is the committed one. */
@QuarkusTest
class SchemaTest {

    private static final Path COMMITTED = Path.of("src", "test", "resources", "schema.txt");

    @Inject
    DataSource database;

    @Test
    void theMigrationsMakeTheCommittedSchema() throws SQLException, IOException {
        String made;
        try (Connection connection = database.getConnection()) {
            made = String.join("\n", dump(connection)) + "\n";
        }
        String committed = Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "";
        if (!made.equals(committed)) {
            Files.writeString(COMMITTED, made);
        }
        assertEquals(committed, made, COMMITTED + " differed from the migrations and was rewritten: read and commit it");
    }

    private static List<String> dump(Connection connection) throws SQLException {
        DatabaseMetaData meta = connection.getMetaData();
        List<String> lines = new ArrayList<>();
        for (String table : tables(meta, connection.getSchema())) {
            lines.add("table " + name(table));
            lines.addAll(columns(meta, connection.getSchema(), table));
            lines.addAll(indexes(meta, connection.getSchema(), table));
            lines.addAll(foreignKeys(meta, connection.getSchema(), table));
        }
        return lines;
    }

    private static TreeSet<String> tables(DatabaseMetaData meta, String schema) throws SQLException {
        TreeSet<String> tables = new TreeSet<>();
        try (ResultSet found = meta.getTables(null, schema, "%", new String[] { "TABLE", "BASE TABLE" })) {
            while (found.next()) {
                if (!name(found.getString("TABLE_NAME")).startsWith("flyway")) {
                    tables.add(found.getString("TABLE_NAME"));
                }
            }
        }
        return tables;
    }

    private static List<String> columns(DatabaseMetaData meta, String schema, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet found = meta.getColumns(null, schema, table, "%")) {
            while (found.next()) {
                boolean isNullable = found.getInt("NULLABLE") == DatabaseMetaData.columnNullable;
                columns.add("    " + name(found.getString("COLUMN_NAME")) + " " + type(found)
                        + (isNullable ? "" : " not null"));
            }
        }
        return columns;
    }

    /** The databases have different names for the same types. */
    private static String type(ResultSet column) throws SQLException {
        int size = column.getInt("COLUMN_SIZE");
        return switch (JDBCType.valueOf(column.getInt("DATA_TYPE"))) {
            case VARCHAR -> size > 1_000_000 ? "text" : "varchar(" + size + ")";
            case CLOB -> "text";
            case TIMESTAMP, TIMESTAMP_WITH_TIMEZONE -> "timestamp";
            case BIT, BOOLEAN -> "boolean";
            default -> JDBCType.valueOf(column.getInt("DATA_TYPE")).getName().toLowerCase(Locale.ROOT);
        };
    }

    /** By columns: constraints have names of the database's own. */
    private static TreeSet<String> indexes(DatabaseMetaData meta, String schema, String table) throws SQLException {
        Map<String, String> indexes = new TreeMap<>();
        try (ResultSet found = meta.getIndexInfo(null, schema, table, false, false)) {
            while (found.next()) {
                boolean isUnique = !found.getBoolean("NON_UNIQUE");
                // H2 adds one for each foreign key.
                if (!isUnique && !name(found.getString("INDEX_NAME")).contains("_by_")) {
                    continue;
                }
                String kind = isUnique ? "unique" : "index";
                String order = "D".equals(found.getString("ASC_OR_DESC")) ? " desc" : "";
                String column = name(found.getString("COLUMN_NAME")) + order;
                indexes.merge(found.getString("INDEX_NAME"), "    " + kind + " " + column,
                        (columns, next) -> columns + ", " + column);
            }
        }
        return new TreeSet<>(indexes.values());
    }

    private static TreeSet<String> foreignKeys(DatabaseMetaData meta, String schema, String table) throws SQLException {
        Map<String, String> keys = new TreeMap<>();
        try (ResultSet found = meta.getImportedKeys(null, schema, table)) {
            while (found.next()) {
                String reference = name(found.getString("FKCOLUMN_NAME")) + " references "
                        + name(found.getString("PKTABLE_NAME")) + " " + name(found.getString("PKCOLUMN_NAME"));
                keys.merge(found.getString("FK_NAME"), "    foreign key " + reference,
                        (references, next) -> references + ", " + reference);
            }
        }
        return new TreeSet<>(keys.values());
    }

    private static String name(String identifier) {
        return identifier.toLowerCase(Locale.ROOT).replace("\"", "");
    }
}
