package org.isnad.chain;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Types;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Fills the citations of revisions from before there were any. In Java: the databases have no JSON functions in common. */
public class V3__Citations extends BaseJavaMigration {

    @Override
    public void migrate(Context context) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        try (PreparedStatement read = context.getConnection()
                .prepareStatement("select crisis_id, position, content from revision where content like '%\"record\":%'");
                PreparedStatement write = context.getConnection().prepareStatement(
                        "insert into citation (crisis_id, position, item, cited_record_id, cited_number) values (?, ?, ?, ?, ?)");
                ResultSet revisions = read.executeQuery()) {
            while (revisions.next()) {
                JsonNode evidence = mapper.readTree(revisions.getString(3)).path("evidence");
                for (int item = 0; item < evidence.size(); item++) {
                    JsonNode cited = evidence.get(item);
                    if (cited.has("record")) {
                        write.setString(1, revisions.getString(1));
                        write.setLong(2, revisions.getLong(2));
                        write.setInt(3, item);
                        write.setString(4, cited.get("record").asText());
                        write.setObject(5, cited.has("number") ? cited.get("number").asInt() : null, Types.INTEGER);
                        write.executeUpdate();
                    }
                }
            }
        }
    }
}
