package org.isnad;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** Verifies a crisis from outside, by what its documentation says and nothing of the service's own code. */
public final class HashChain {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final List<String> HEADER = List.of("crisis", "position", "record", "kind", "number", "source", "via",
            "reportedAt", "timeZone", "partOfDay", "after", "recordedAt", "recordedBy", "status", "supersedes", "replaces",
            "previousHash",
            "contentHash");
    private static final List<String> CONTENT = List.of("content", "evidence", "reason", "reportedAtNote", "translations",
            "amends", "material");

    private HashChain() {
    }

    /** Verifies every position and answers how many there are. */
    public static int verify(String crisis) {
        try {
            return verify(MAPPER.readTree(Api.get("/crises/" + crisis + "/feed?limit=1000").asString()));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Verifies every position of a whole feed and answers how many there are. */
    public static int verify(JsonNode feed) {
        try {
            String previous = "0".repeat(64);
            int position = 0;
            for (JsonNode revision : feed.get("items")) {
                assertEquals(++position, revision.get("position").asInt());
                assertEquals(previous, revision.get("previousHash").asText());
                if (!revision.has("erased")) {
                    assertEquals(hash(revision, CONTENT), revision.get("contentHash").asText(), "content of " + position);
                }
                assertEquals(hash(revision, HEADER), revision.get("hash").asText(), "header of " + position);
                previous = revision.get("hash").asText();
            }
            assertEquals(previous, feed.get("head").asText());
            return position;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String hash(JsonNode revision, List<String> fields) throws Exception {
        Map<String, Object> hashed = new TreeMap<>();
        for (String field : fields) {
            if (revision.has(field)) {
                hashed.put(field, MAPPER.convertValue(revision.get(field), Object.class));
            }
        }
        byte[] canonical = MAPPER.writeValueAsString(hashed).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    }
}
