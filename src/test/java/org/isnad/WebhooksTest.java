package org.isnad;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.retraction;
import static org.isnad.Api.with;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import jakarta.inject.Inject;

import org.isnad.Receiver.Answer;
import org.isnad.Receiver.Message;
import org.isnad.webhooks.TestHostNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.cloudevents.CloudEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import javax.sql.DataSource;

/** Tests webhooks as their owner and their receiver see them. */
@QuarkusTest
class WebhooksTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Inject
    DataSource database;

    private final List<String> made = new ArrayList<>();

    /** A webhook as its owner has it. */
    private record Owned(String id, String secret, String publicKey) {

        ValidatableResponse read() {
            return writing().get(V1 + "/webhooks/" + id).then().statusCode(200);
        }

        String state() {
            return read().extract().path("state");
        }

        JsonNode deliveries() {
            return writing().get(V1 + "/webhooks/" + id + "/deliveries").as(JsonNode.class).get("items");
        }

        ValidatableResponse post(String what, String body) {
            return json(body).post(V1 + "/webhooks/" + id + "/" + what).then();
        }

        ValidatableResponse setState(String state) {
            return json("{\"state\": \"" + state + "\"}").put(V1 + "/webhooks/" + id + "/state").then();
        }
    }

    private Owned webhook(String url, String crisis, String more) {
        JsonNode answer = json("{\"url\": \"" + url + "\", \"crisis\": \"" + crisis + "\"" + more + "}").post(V1 + "/webhooks")
                .then().statusCode(201).extract().as(JsonNode.class);
        made.add(answer.at("/webhook/id").asText());
        return new Owned(answer.at("/webhook/id").asText(), answer.get("secret").asText(),
                answer.at("/webhook/publicKey").asText());
    }

    @AfterEach
    void deleteAll() {
        TestClock.ahead = Duration.ZERO;
        made.forEach(id -> writing().delete(V1 + "/webhooks/" + id));
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void aReceiverGetsEachEntrySignedAndInOrder() throws Exception {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        try (Receiver receiver = new Receiver()) {
            Owned webhook = webhook(receiver.url(), crisis, ", \"language\": \"ru\"");
            append(record, killed(crisis, "kz-mvd", "2022-01-06", 18, "")).then().statusCode(201);
            Message first = receiver.next();
            CloudEvent event = Receiver.verified(first, webhook.secret, webhook.publicKey);
            assertEquals("org.isnad.revision", event.getType());
            assertEquals(record, event.getSubject());
            assertEquals(URI.create("/api/v1/crises/" + crisis), event.getSource());
            JsonNode data = first.json().get("data");
            JsonNode revision = Api.get(data.get("url").asText().substring(V1.length())).as(JsonNode.class);
            assertEquals(revision.get("hash"), data.at("/revision/hash"));
            assertEquals(18, data.at("/revision/content/best").asInt());
            assertEquals("raised", data.at("/changes/0/revisions/0/change").asText());
            assertTrue(data.at("/changes/0/revisions/0/sentence").asText().matches(".*[а-я].*"), data.toString());
            append(record, killed(crisis, "kz-mvd", "2022-01-07", 16,
                    ", \"status\": \"corrected\", \"supersedes\": 2, \"reason\": {\"en\": \"x\"}")).then().statusCode(201);
            append(record, retraction(crisis, "kz-mvd", "2022-01-07", 3)).then().statusCode(201);
            json("{\"state\": \"withheld\"}").put(V1 + "/crises/" + crisis + "/visibility").then().statusCode(200);
            for (String type : List.of("correction", "retraction", "notice")) {
                assertEquals("org.isnad." + type,
                        Receiver.verified(receiver.next(), webhook.secret, webhook.publicKey).getType());
            }
            await().atMost(LONG).untilAsserted(() -> webhook.read().body("after", equalTo(crisis + ":5")));
            JsonNode deliveries = webhook.deliveries();
            assertEquals(4, deliveries.size());
            assertEquals(List.of(5, 204, 1), List.of(deliveries.at("/0/position").asInt(), deliveries.at("/0/status").asInt(),
                    deliveries.at("/0/attempt").asInt()));
        }
    }

    @Test
    void aFilterAndAPositionChooseWhatIsSent() throws Exception {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        append(record, killed(crisis, "tass", "2022-01-06", 10, "")).then().statusCode(201);
        append(record, killed(crisis, "kz-mvd", "2022-01-07", 11, "")).then().statusCode(201);
        try (Receiver receiver = new Receiver()) {
            webhook(receiver.url(), crisis, ", \"after\": \"0\", \"filter\": {\"source\": \"kz-mvd\"}");
            assertEquals(1, receiver.next().position());
            assertEquals(3, receiver.next().position());
            append(record, killed(crisis, "tass", "2022-01-08", 12, "")).then().statusCode(201);
            append(record, killed(crisis, "kz-mvd", "2022-01-08", 13, "")).then().statusCode(201);
            assertEquals(5, receiver.next().position());
        }
        try (Receiver receiver = new Receiver()) {
            webhook(receiver.url(), crisis, ", \"after\": \"" + crisis + ":2\", \"filter\": {\"kind\": \"casualty\"}");
            assertEquals(3, receiver.next().position());
        }
    }

    @Test
    void anAdminMayFollowAllCrises() throws Exception {
        try (Receiver receiver = new Receiver()) {
            JsonNode answer = json("{\"url\": \"" + receiver.url() + "\"}").post(V1 + "/webhooks").then().statusCode(201)
                    .extract().as(JsonNode.class);
            made.add(answer.at("/webhook/id").asText());
            String one = newCrisis();
            String other = newCrisis();
            newRecord(one, "kz-mvd", "2022-01-05", 8);
            newRecord(other, "tass", "2022-01-05", 9);
            Set<String> crises = new LinkedHashSet<>();
            while (!crises.contains(other)) {
                crises.add(receiver.next().json().at("/data/revision/crisis").asText());
            }
            assertTrue(crises.contains(one), crises.toString());
        }
    }

    @Test
    void aReceiverThatFailsAtRandomGetsAllInOrderAndAtLeastOnce() throws Exception {
        String crisis = newCrisis();
        Random random = new Random(7);
        List<Long> accepted = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        try (Receiver receiver = new Receiver(message -> {
            synchronized (accepted) {
                ids.add(message.header("webhook-id"));
                boolean isHeard = random.nextInt(3) > 0;
                if (isHeard) {
                    accepted.add(message.position());
                }
                // Some of those that it has it calls failed.
                return new Answer(isHeard && random.nextInt(4) > 0 ? 200 : 500);
            }
        })) {
            Owned webhook = webhook(receiver.url(), crisis, "");
            String record = newRecord(crisis, "kz-mvd", "2022-01-05", 1);
            for (int count = 2; count <= 20; count++) {
                append(record, killed(crisis, "kz-mvd", "2022-01-06", count, "")).then().statusCode(201);
            }
            await().atMost(LONG).until(() -> {
                TestClock.ahead = TestClock.ahead.plusSeconds(1);
                return webhook.read().extract().path("after").equals(crisis + ":20");
            });
            assertEquals(upTo(20), List.copyOf(new LinkedHashSet<>(accepted)));
            assertEquals(accepted.stream().sorted().toList(), accepted);
            assertEquals(20, ids.size());
        }
    }

    @Test
    void aSlowReceiverDelaysNobody() throws Exception {
        String crisis = newCrisis();
        CountDownLatch isOver = new CountDownLatch(1);
        try (Receiver slow = new Receiver(message -> {
            await().atMost(LONG).until(() -> isOver.getCount() == 0);
            return new Answer(200);
        }); Receiver quick = new Receiver()) {
            webhook(slow.url(), crisis, "");
            webhook(quick.url(), crisis, "");
            newRecord(crisis, "kz-mvd", "2022-01-05", 1);
            slow.next();
            for (int count = 1; count <= 5; count++) {
                assertEquals(count, quick.next().position());
                newRecord(crisis, "kz-mvd", "2022-01-05", count);
            }
            assertEquals(1, slow.all().size());
            isOver.countDown();
        }
    }

    @Test
    void aReceiverThatIsDownIsTriedLessAndLessAndPausedAfterADay() throws Exception {
        String crisis = newCrisis();
        int port;
        try (Receiver receiver = new Receiver()) {
            port = receiver.port();
        }
        Owned webhook = webhook("http://127.0.0.1:" + port + "/isnad", crisis, "");
        newRecord(crisis, "kz-mvd", "2022-01-05", 1);
        await().atMost(LONG).until(() -> webhook.deliveries().size() > 3);
        JsonNode attempt = webhook.deliveries().get(0);
        assertEquals("connection", attempt.get("failure").asText());
        assertTrue(attempt.get("attempt").asInt() > 3, attempt.toString());
        webhook.read().body("state", equalTo("active")).body("nextAttemptAt", not(nullValue()));
        TestClock.ahead = Duration.ofHours(25);
        await().atMost(LONG).until(() -> webhook.state().equals("paused"));
        webhook.read().body("reason", startsWith("Every attempt of a day has failed")).body("nextAttemptAt", nullValue());
        TestClock.ahead = Duration.ofHours(26);
        int attempts = webhook.deliveries().size();
        webhook.setState("active").statusCode(200).body("attempts", equalTo(0));
        await().atMost(LONG).until(() -> webhook.deliveries().size() > attempts);
    }

    @Test
    void aReceiverMayAskForAPauseOrForTheEnd() throws Exception {
        String crisis = newCrisis();
        try (Receiver busy = new Receiver(message -> new Answer(503, "Retry-After", "7200"));
                Receiver gone = new Receiver(message -> new Answer(410))) {
            Owned waiting = webhook(busy.url(), crisis, "");
            Owned ended = webhook(gone.url(), crisis, "");
            newRecord(crisis, "kz-mvd", "2022-01-05", 1);
            await().atMost(LONG).until(() -> ended.state().equals("ended"));
            ended.read().body("reason", equalTo("The receiver answered with status 410"));
            ended.setState("active").statusCode(409);
            await().atMost(LONG).until(() -> waiting.deliveries().size() == 1);
            JsonNode read = waiting.read().extract().as(JsonNode.class);
            Duration pause = Duration.between(java.time.Instant.parse(waiting.deliveries().at("/0/at").asText()),
                    java.time.Instant.parse(read.get("nextAttemptAt").asText()));
            assertEquals(7200, pause.toSeconds(), 5);
            newRecord(crisis, "kz-mvd", "2022-01-05", 2);
            TestClock.ahead = Duration.ofHours(1);
            assertEquals("active", waiting.state());
            assertEquals(1, busy.all().size());
            TestClock.ahead = Duration.ofHours(3);
            await().atMost(LONG).until(() -> busy.all().size() == 2);
            assertEquals(1, gone.all().size());
        }
    }

    @Test
    void aRedirectIsAFailureAndNotFollowed() throws Exception {
        String crisis = newCrisis();
        try (Receiver inside = new Receiver();
                Receiver receiver = new Receiver(message -> new Answer(302, "Location", inside.url()))) {
            Owned webhook = webhook(receiver.url(), crisis, "");
            newRecord(crisis, "kz-mvd", "2022-01-05", 1);
            await().atMost(LONG).until(() -> webhook.deliveries().size() > 1);
            assertEquals(302, webhook.deliveries().at("/0/status").asInt());
            assertEquals(List.of(), inside.all());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "127.0.0.2", "[::1]", "[::ffff:169.254.169.254]", "10.0.0.1", "169.254.169.254",
            "[64:ff9b::7f00:1]", "[fd00::1]" })
    void anAddressThatIsNotPublicIsRefusedAtOnce(String host) {
        json("{\"url\": \"http://" + host + "/\", \"crisis\": \"" + newCrisis() + "\"}").post(V1 + "/webhooks").then()
                .statusCode(400).body("violations[0].field", equalTo("url")).body("violations[0].rule",
                        equalTo("must not name an address that is not public"));
    }

    @Test
    void aNameIsCheckedAtEachDelivery() throws Exception {
        String crisis = newCrisis();
        try (Receiver receiver = new Receiver()) {
            TestHostNames.set("inside.example", List.of("127.0.0.2"));
            TestHostNames.set("both.example", List.of("127.0.0.1", "169.254.169.254"));
            for (String host : List.of("inside.example", "both.example", "unknown.example")) {
                Owned webhook = webhook(receiver.url(host), crisis, "");
                webhook.post("ping", "").statusCode(200).body("failure", equalTo("address")).body("status", nullValue());
            }
            // Connected to is the address that was checked, whatever the name resolves to just after.
            TestHostNames.set("receiver.example", List.of("127.0.0.1"), List.of("127.0.0.2"));
            Owned webhook = webhook(receiver.url("receiver.example"), crisis, "");
            webhook.post("ping", "").statusCode(200).body("status", equalTo(204));
            assertEquals("receiver.example:" + receiver.port(), receiver.next().header("Host"));
            webhook.post("ping", "").statusCode(200).body("failure", equalTo("address"));
            assertEquals(1, receiver.all().size());
        }
    }

    @Test
    void aReceiverWithoutTlsIsNotSentToByHttps() {
        try (Receiver receiver = new Receiver()) {
            Owned webhook = webhook(receiver.url().replace("http:", "https:"), newCrisis(), "");
            webhook.post("ping", "").statusCode(200).body("failure", equalTo("tls")).body("status", nullValue());
            assertEquals(List.of(), receiver.all());
        }
    }

    @Test
    void aReceiverThatDoesNotAnswerIsLeftAlone() {
        CountDownLatch isOver = new CountDownLatch(1);
        try (Receiver receiver = new Receiver(message -> {
            await().atMost(LONG).until(() -> isOver.getCount() == 0);
            return new Answer(200);
        })) {
            Owned webhook = webhook(receiver.url(), newCrisis(), "");
            webhook.post("ping", "").statusCode(200).body("failure", equalTo("timeout")).body("status", nullValue());
            isOver.countDown();
        }
    }

    @Test
    void aMessageIsAtMostTwentyKilobytes() throws Exception {
        String crisis = newCrisis();
        try (Receiver receiver = new Receiver()) {
            Owned webhook = webhook(receiver.url(), crisis, "");
            json("""
                    {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-06", "content": {"headline": {"ru": "Алма-Ата"},
                     "body": {"ru": "%s"}, "originalLanguage": "ru"}}""".formatted(crisis, "слово ".repeat(10_000)))
                    .post(V1 + "/articles").then().statusCode(201);
            Message message = receiver.next();
            Receiver.verified(message, webhook.secret, webhook.publicKey);
            JsonNode data = message.json().get("data");
            assertTrue(data.get("omitted").toString().contains("revision.content"), data.toString());
            assertTrue(data.at("/revision/content").isMissingNode());
            Api.get(data.get("url").asText().substring(V1.length())).then().statusCode(200).body("content.headline.ru",
                    equalTo("Алма-Ата"));
        }
    }

    @Test
    void aPingIsSignedAndChangesNothing() throws Exception {
        String crisis = newCrisis();
        try (Receiver receiver = new Receiver()) {
            Owned webhook = webhook(receiver.url(), crisis, "");
            String after = webhook.read().extract().path("after");
            webhook.post("ping", "").statusCode(200).body("status", equalTo(204)).body("crisis", nullValue());
            assertEquals("org.isnad.ping",
                    Receiver.verified(receiver.next(), webhook.secret, webhook.publicKey).getType());
            webhook.read().body("after", equalTo(after));
            assertEquals(1, webhook.deliveries().size());
        }
    }

    @Test
    void anOldSecretSignsForAWhile() throws Exception {
        String crisis = newCrisis();
        try (Receiver receiver = new Receiver()) {
            Owned webhook = webhook(receiver.url(), crisis, "");
            JsonNode rotated = webhook.post("secret", "{\"overlapHours\": 2}").statusCode(200).extract().as(JsonNode.class);
            String secret = rotated.get("secret").asText();
            String publicKey = rotated.at("/webhook/publicKey").asText();
            assertNotEquals(webhook.secret, secret);
            webhook.post("ping", "").statusCode(200);
            Message both = receiver.next();
            Receiver.verified(both, webhook.secret, webhook.publicKey);
            Receiver.verified(both, secret, publicKey);
            assertEquals(4, both.header("webhook-signature").split(" ").length);
            webhook.post("secret", "{}").statusCode(409).body("violations[0].field", equalTo("overlapHours"));
            webhook.post("ping", "").statusCode(200);
            Receiver.verified(receiver.next(), webhook.secret, webhook.publicKey);
            TestClock.ahead = Duration.ofHours(3);
            webhook.post("ping", "").statusCode(200);
            Message one = receiver.next();
            assertTrue(Receiver.isSignedBy(one, publicKey));
            assertFalse(Receiver.isSignedBy(one, webhook.publicKey));
            String audit = writing().get(V1 + "/audit").asString();
            String read = webhook.read().extract().asString() + writing().get(V1 + "/webhooks").asString();
            assertTrue(audit.contains("webhook-rotated") && audit.contains(webhook.id));
            assertFalse((audit + read).contains("whsec_"));
        }
    }

    @Test
    void aRotationWithoutOverlapEndsAllEarlierSecrets() throws Exception {
        try (Receiver receiver = new Receiver()) {
            Owned webhook = webhook(receiver.url(), newCrisis(), "");
            String second = webhook.post("secret", "{}").statusCode(200).extract().path("webhook.publicKey");
            String third = webhook.post("secret", "{\"overlapHours\": 0}").statusCode(200).extract()
                    .path("webhook.publicKey");
            webhook.post("ping", "").statusCode(200);
            Message message = receiver.next();
            assertTrue(Receiver.isSignedBy(message, third));
            assertFalse(Receiver.isSignedBy(message, second) || Receiver.isSignedBy(message, webhook.publicKey));
            webhook.post("secret", "{}").statusCode(200);
        }
    }

    @Test
    void aMessageThatCannotBeMadeIsAFailedAttempt() throws Exception {
        String crisis = newCrisis();
        try (Receiver receiver = new Receiver()) {
            Owned webhook = webhook(receiver.url(), crisis, "");
            try (Connection connection = database.getConnection();
                    PreparedStatement breaking = connection.prepareStatement(
                            "update webhook set private_key = 'x' where id = ?")) {
                breaking.setString(1, webhook.id);
                assertEquals(1, breaking.executeUpdate());
            }
            webhook.post("ping", "").statusCode(200).body("failure", equalTo("internal")).body("status", nullValue());
            newRecord(crisis, "kz-mvd", "2022-01-05", 1);
            await().atMost(LONG).until(() -> webhook.read().extract().<Integer> path("attempts") > 1);
            webhook.read().body("state", equalTo("active")).body("nextAttemptAt", not(nullValue()));
            assertEquals("internal", webhook.deliveries().at("/0/failure").asText());
            assertEquals(1, webhook.deliveries().at("/0/position").asInt());
            assertEquals(List.of(), receiver.all());
        }
    }

    @Test
    void aPositionThatALogHasNotReachedIsRefused() {
        String crisis = newCrisis();
        newRecord(crisis, "kz-mvd", "2022-01-05", 1);
        String rule = "must not be after the last position of " + crisis;
        String url = "{\"url\": \"https://receiver.example/\", ";
        json(url + "\"crisis\": \"" + crisis + "\", \"after\": \"" + crisis + ":2\"}").post(V1 + "/webhooks").then()
                .statusCode(400).body("violations[0].field", equalTo("after")).body("violations[0].rule", equalTo(rule));
        json(url + "\"after\": \"no-crisis:1\"}").post(V1 + "/webhooks").then().statusCode(400)
                .body("violations[0].field", equalTo("after"));
        Owned webhook = webhook("https://receiver.example/", crisis, ", \"after\": \"" + crisis + ":1\"");
        webhook.post("replay", "{\"after\": \"" + crisis + ":2\"}").statusCode(400)
                .body("violations[0].field", equalTo("after")).body("violations[0].rule", equalTo(rule));
        webhook.read().body("after", equalTo(crisis + ":1"));
    }

    @Test
    void aReplayAndAPauseMoveNothingElse() throws Exception {
        String crisis = newCrisis();
        newRecord(crisis, "kz-mvd", "2022-01-05", 1);
        try (Receiver receiver = new Receiver()) {
            Owned webhook = webhook(receiver.url(), crisis, ", \"after\": \"0\"");
            String id = receiver.next().header("webhook-id");
            webhook.setState("paused").statusCode(200).body("state", equalTo("paused"));
            newRecord(crisis, "kz-mvd", "2022-01-05", 2);
            webhook.post("replay", "{\"after\": \"0\"}").statusCode(200).body("after", equalTo("0"));
            assertEquals(1, receiver.all().size());
            webhook.setState("active").statusCode(200).body("reason", nullValue());
            assertEquals(id, receiver.next().header("webhook-id"));
            assertEquals(2, receiver.next().position());
            webhook.post("replay", "{\"after\": \"kazakhstan-2022:1\"}").statusCode(400).body("violations[0].field",
                    equalTo("after"));
        }
    }

    @Test
    void onlyTheLastHundredAttemptsAreKept() throws Exception {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 1);
        IntStream.rangeClosed(2, 105).forEach(count -> append(record, killed(crisis, "kz-mvd", "2022-01-06", count, "")).then()
                .statusCode(201));
        try (Receiver receiver = new Receiver()) {
            Owned webhook = webhook(receiver.url(), crisis, ", \"after\": \"0\"");
            await().atMost(LONG).until(() -> webhook.read().extract().path("after").equals(crisis + ":105"));
            JsonNode deliveries = webhook.deliveries();
            assertEquals(100, deliveries.size());
            assertEquals(105, deliveries.at("/0/position").asInt());
            assertEquals(6, deliveries.at("/99/position").asInt());
            assertEquals(upTo(105), receiver.all().stream().map(Message::position).toList());
        }
    }

    @Test
    void anotherEditorSeesNothingAndARevokedKeyDeliversNothing() throws Exception {
        String crisis = newCrisis();
        String key = AccessTest.key("\"role\": \"editor\", \"crises\": [\"" + crisis + "\"]");
        String other = AccessTest.key("\"role\": \"editor\"");
        try (Receiver receiver = new Receiver()) {
            String body = "{\"url\": \"" + receiver.url() + "\", \"crisis\": \"%s\"}";
            String id = with(key).contentType(ContentType.JSON).body(body.formatted(crisis)).post(V1 + "/webhooks").then()
                    .statusCode(201).extract().path("webhook.id");
            made.add(id);
            with(key).contentType(ContentType.JSON).body(body.formatted(newCrisis())).post(V1 + "/webhooks").then()
                    .statusCode(403);
            with(key).contentType(ContentType.JSON).body("{\"url\": \"" + receiver.url() + "\"}").post(V1 + "/webhooks").then()
                    .statusCode(403).body("violations[0].field", equalTo("crisis"));
            for (String path : List.of("", "/deliveries")) {
                with(other).get(V1 + "/webhooks/" + id + path).then().statusCode(404);
            }
            with(other).get(V1 + "/webhooks").then().body("items.id", not(hasItem(id)));
            with(other).delete(V1 + "/webhooks/" + id).then().statusCode(404);
            with(key).get(V1 + "/webhooks").then().body("items", hasSize(1));
            json("{\"state\": \"withheld\"}").put(V1 + "/crises/" + crisis + "/visibility").then().statusCode(200);
            assertEquals(1, receiver.next().position());
            writing().delete(V1 + "/keys/" + key.substring(6, 18)).then().statusCode(200);
            newRecord(crisis, "kz-mvd", "2022-01-05", 1);
            Owned webhook = new Owned(id, "", "");
            await().atMost(LONG).until(() -> webhook.state().equals("paused"));
            webhook.read().body("reason", equalTo("The key of its owner was revoked or has expired"));
            assertEquals(1, receiver.all().size());
        }
    }

    @Test
    void aKeyMayOwnSoManyWebhooks() {
        String crisis = newCrisis();
        String key = AccessTest.key("\"role\": \"editor\", \"crises\": [\"" + crisis + "\"]");
        String body = "{\"url\": \"https://receiver.example/isnad\", \"crisis\": \"" + crisis + "\"}";
        for (int count = 0; count < 20; count++) {
            made.add(with(key).contentType(ContentType.JSON).body(body).post(V1 + "/webhooks").then().statusCode(201).extract()
                    .path("webhook.id"));
        }
        with(key).contentType(ContentType.JSON).body(body).post(V1 + "/webhooks").then().statusCode(409);
    }

    @ParameterizedTest
    @ValueSource(strings = { "ftp://receiver.example/", "https://me:word@receiver.example/", "http://receiver.example:22/",
            "http://receiver.example:70000/", "https://receiver.example/#part", "/isnad", "http://2130706433/",
            "http://0x7f.1/", "https:///isnad" })
    void aWrongUrlIsRefused(String url) {
        json("{\"url\": \"" + url + "\", \"crisis\": \"" + newCrisis() + "\"}").post(V1 + "/webhooks").then().statusCode(400)
                .body("violations[0].field", equalTo("url"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"crisis\": \"nothing\"", "\"after\": \"x\"", "\"after\": \"kazakhstan-2022:1\"",
            "\"filter\": {\"source\": \"nobody\"}", "\"filter\": {\"kind\": \"x\"}", "\"language\": \"kk\"", "\"more\": 1" })
    void aWrongRequestIsRefused(String field) {
        String crisis = field.startsWith("\"crisis\"") ? "" : "\"crisis\": \"" + newCrisis() + "\", ";
        json("{\"url\": \"https://receiver.example/\", " + crisis + field + "}").post(V1 + "/webhooks").then().statusCode(400)
                .body("violations", hasSize(1));
    }
}
