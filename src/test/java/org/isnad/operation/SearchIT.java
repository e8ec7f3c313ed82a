package org.isnad.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search index of the packaged service: stored, lost, damaged, erased, one per instance. */
class SearchIT {

    private static final String CRISIS = "searched";
    private static final String REBUILT = "is built anew";

    @TempDir
    Path directory;

    private static void report(Instance instance, String record, String words) {
        Instance.must(201, instance.put("/articles/" + record, """
                {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-05",
                 "content": {"originalLanguage": "en", "headline": {"en": "%s"}}}""".formatted(CRISIS, words)));
    }

    private static List<String> found(Instance instance, String word) {
        long position = Instance.must(200, instance.get("/crises/" + CRISIS)).get("position").asLong();
        return Instance.must(200, instance.get("/search?crisis=" + CRISIS + "&minPosition=" + position + "&q=" + word))
                .findValuesAsText("record");
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> !file.endsWith("write.lock")).toList();
        }
    }

    private static boolean hasText(Path directory, String text) throws IOException {
        for (Path file : files(directory)) {
            if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                return true;
            }
        }
        return false;
    }

    private static void stop(Instance instance) {
        assertTrue(Set.of(0, 143).contains(instance.stop()), "stopped in order");
    }

    @Test
    void theIndexGoesOnAfterARestartAndIsBuiltAnewAfterDamage() throws IOException {
        Path index = directory.resolve("search");
        try (Instance instance = Instance.onH2(directory)) {
            instance.newCrisis(CRISIS);
            report(instance, "first", "Barricades");
            assertEquals(List.of("first"), found(instance, "barricade"));
            stop(instance);
            instance.start();
            assertEquals(List.of("first"), found(instance, "barricade"));
            report(instance, "second", "A barricade");
            instance.kill();
            instance.start();
            assertEquals(List.of("first", "second"), found(instance, "barricade").stream().sorted().toList());
            stop(instance);
            assertFalse(instance.log().contains(REBUILT), instance.log());
            for (Path file : files(index)) {
                Files.write(file, new byte[] { 1, 2, 3 });
            }
            instance.start();
            assertEquals(2, found(instance, "barricade").size());
            assertTrue(instance.log().contains(REBUILT));
        }
    }

    @Test
    void nothingErasedLivesOnInTheDirectory() throws IOException {
        Path index = directory.resolve("search");
        try (Instance instance = Instance.onH2(directory)) {
            instance.newCrisis(CRISIS);
            report(instance, "first", "Bartholomewzyx");
            report(instance, "second", "Somebody");
            assertEquals(List.of("first"), found(instance, "bartholomewzyx"));
            stop(instance);
            assertTrue(hasText(index, "bartholomewzyx"), "the test would see it");
            instance.start();
            Instance.must(200, instance.post("/crises/" + CRISIS + "/erasures",
                    "{\"record\": \"first\", \"number\": 1, \"reason\": {\"en\": \"By a court\"}}"));
            assertEquals(List.of(), found(instance, "bartholomewzyx"));
            assertFalse(hasText(index, "bartholomewzyx"), "nothing of it is in the files");
            assertEquals(List.of("second"), found(instance, "somebody"));
        }
    }

    @Test
    void eachInstanceFindsWhatTheOtherOneAppended() {
        try (Postgres database = Postgres.start();
                Instance one = Instance.on(database, "ISNAD_DATA_DIRECTORY", directory.toString());
                Instance other = Instance.on(database, "ISNAD_DATA_DIRECTORY", directory.toString())) {
            one.newCrisis(CRISIS);
            report(one, "first", "Barricades");
            assertEquals(List.of("first"), found(other, "barricade"));
            report(other, "second", "A barricade");
            assertEquals(2, found(one, "barricade").size());
            assertTrue(Files.isDirectory(directory.resolve("search-2")), "each has its own index");
        }
    }
}
