package org.isnad.operation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.isnad.operation.Chromium.Tab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.microsoft.playwright.Response;

/** Every page, in every language, as a browser shows it. */
class PagesIT {

    private static final int NARROW = 320;
    /** A window of 1280 pixels at a zoom of 200 %. */
    private static final int ZOOMED = 640;
    private static final int HEIGHT = 800;
    private static final int MAX_WEIGHT = 200_000;
    private static final int MAX_READS = 5;
    private static final String SITUATION = "/crises/kazakhstan-2022";
    private static final String THEN = "asOf=2022-01-09T12:00:00Z";

    @TempDir
    static Path directory;

    private static Instance instance;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        instance = Instance.onH2(directory, "ISNAD_SAMPLE", "true");
    }

    @AfterAll
    static void stop() {
        Chromium.closeAll(instance, chromium);
    }

    /** The pages by name. */
    enum Shown {
        CRISES("/"),
        SITUATION(PagesIT.SITUATION),
        SITUATION_THEN(PagesIT.SITUATION + "?" + THEN),
        TIMELINE(PagesIT.SITUATION + "/timeline"),
        CORRECTIONS(PagesIT.SITUATION + "/corrections"),
        FIGURE("/casualties/kz-total-killed"),
        FIGURE_THEN("/casualties/kz-security-forces-killed?" + THEN),
        STATEMENT("/statements/kz-tokayev-on-participants"),
        REACTION("/reactions/kz-russia-on-kazakhstan"),
        ARTICLE("/articles/kz-article-belsat-164"),
        MEASURE("/measures/kz-state-of-emergency"),
        DISRUPTION("/disruptions/kz-almaty-telecommunications"),
        APPOINTMENT("/appointments/kz-security-council-head"),
        SEARCH("/search?q=164"),
        EMBED("/embed"),
        DESK("/desk"),
        NOTHING("/crises/nothing");

        private final String path;

        Shown(String path) {
            this.path = path;
        }

        private String in(String language) {
            return path + (path.contains("?") ? "&" : "?") + "lang=" + language;
        }

        private int status() {
            return this == NOTHING ? 404 : 200;
        }
    }

    static Stream<Arguments> everyPageInEveryLanguage() {
        return Stream.of(Shown.values())
                .flatMap(page -> Stream.of("ar", "en", "ru").map(language -> Arguments.of(page, language)));
    }

    @ParameterizedTest
    @MethodSource("everyPageInEveryLanguage")
    void aPageIsAccessibleFitsAndCausesNoErrors(Shown shown, String language) {
        String name = shown.name().toLowerCase() + "-" + language;
        try (Tab tab = chromium.tab(language)) {
            Response response = tab.page.navigate(instance.url() + shown.in(language));
            assertEquals(shown.status(), response.status(), name);
            assertThat(tab.page.locator("html")).hasAttribute("lang", language);
            assertThat(tab.page.locator("html")).hasAttribute("dir", language.equals("ar") ? "rtl" : "ltr");
            assertThat(tab.page.locator("main h1")).hasCount(1);
            tab.requireAccessible(name);
            tab.screenshot(name + "-light");
            tab.setDark(true);
            tab.requireContrast(name + " in the dark");
            tab.screenshot(name + "-dark");
            for (int width : new int[] { ZOOMED, NARROW }) {
                tab.page.setViewportSize(width, HEIGHT);
                tab.requireFit(name + " at " + width + " px");
            }
            tab.screenshot(name + "-narrow");
            if (shown.status() == 200) {
                tab.requireNoProblems(name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "ar", "en", "ru" })
    void figuresAndStatementsAreReadableWithoutScripts(String language) {
        try (Tab tab = chromium.tabWithoutScripts(language)) {
            tab.page.navigate(instance.url() + Shown.SITUATION.in(language));
            assertThat(tab.page.locator("#record-kz-total-killed .value")).hasText("238");
            assertThat(tab.page.locator("main")).containsText(words(language));
            tab.screenshot("without-scripts-" + language);
        }
    }

    /** Returns what the president said on the participants, in the language in which the API has his words. */
    private static String words(String language) {
        return Instance.must(200, instance.get("/statements/kz-tokayev-on-participants?lang=" + language))
                .at("/claims/0/content/wording").elements().next().asText();
    }

    @Test
    void aSituationIsLightAndReadsTheApiSeldom() {
        try (Tab tab = chromium.tab("en")) {
            List<Integer> sizes = new ArrayList<>();
            tab.page.onRequestFinished(request -> {
                if (!request.url().endsWith("/feed/stream")) {
                    sizes.add(request.sizes().responseBodySize);
                }
            });
            tab.page.navigate(instance.url() + Shown.SITUATION.in("en"));
            assertThat(tab.page.getByRole(com.microsoft.playwright.options.AriaRole.SLIDER)).isVisible();
            int weight = sizes.stream().mapToInt(Integer::intValue).sum();
            assertTrue(weight < MAX_WEIGHT, weight + " bytes");
            assertTrue(tab.reads.size() <= MAX_READS, tab.reads.toString());
        }
    }
}
