package org.isnad.operation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.isnad.operation.Instance.must;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.isnad.operation.Chromium.Tab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.TextNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;

/** Readers to whom something happens: time is dragged back, others report, the service goes away, words attack. */
class LivePagesIT {

    private static final String SITUATION = "/crises/kazakhstan-2022?lang=en";

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

    @Test
    void theSliderShowsWhatWasKnownThen() {
        try (Tab tab = chromium.tab("en")) {
            tab.page.navigate(instance.url() + SITUATION);
            Locator dead = tab.page.locator("#record-kz-total-killed .value");
            assertThat(dead).hasText("238");
            Locator slider = tab.page.getByRole(AriaRole.SLIDER);
            slider.press("Home");
            assertThat(dead).hasCount(0);
            assertThat(tab.page).hasURL(Pattern.compile("asOf=2022-01-0"));
            // The address is that of what is shown.
            tab.page.reload();
            assertThat(dead).hasCount(0);
            slider.press("End");
            assertThat(dead).hasText("238");
            assertFalse(tab.page.url().contains("asOf"), tab.page.url());
            tab.page.navigate(instance.url() + SITUATION + "&asOf=2022-01-09T12:00:00Z");
            assertThat(dead).hasText("164");
            tab.requireNoProblems("slider");
        }
    }

    @Test
    void whatAnotherClientReportsAppearsAndIsAnnounced() {
        String crisis = instance.newCrisis("live");
        String record = instance.newRecord(crisis, 8);
        try (Tab tab = chromium.tab("en")) {
            tab.page.navigate(instance.url() + "/crises/" + crisis + "?lang=en");
            assertThat(tab.page.locator("isnad-live")).hasAttribute("data-state", "on");
            Locator figure = tab.page.locator("#record-" + record);
            long begin = System.nanoTime();
            must(201, instance.append(crisis, record, 18));
            assertThat(figure.locator(".value")).hasText("18");
            System.out.println(
                    "A change was on the page after " + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms");
            assertThat(tab.page.locator("#announcement")).containsText("8 → 18");
            tab.requireAccessible("changed");
            tab.screenshot("live");
            tab.requireNoProblems("live");
        }
    }

    @Test
    void aPageWaitsForAServiceThatGoesAway(@TempDir Path other) {
        try (Instance mortal = Instance.onH2(other); Tab tab = chromium.tab("en")) {
            String crisis = mortal.newCrisis("mortal");
            String record = mortal.newRecord(crisis, 8);
            tab.page.navigate(mortal.url() + "/crises/" + crisis + "?lang=en");
            Locator live = tab.page.locator("isnad-live");
            Locator figure = tab.page.locator("#record-" + record + " .value");
            assertThat(live).hasAttribute("data-state", "on");
            mortal.kill();
            assertThat(live).hasAttribute("data-state", "lost");
            // What was known is still there.
            assertThat(figure).hasText("8");
            mortal.start();
            must(201, mortal.append(crisis, record, 18));
            assertThat(live).hasAttribute("data-state", "on");
            assertThat(figure).hasText("18");
        }
    }

    @Test
    void theFigureTellsOfTheRetractionOf164() {
        try (Tab tab = chromium.tab("en")) {
            tab.page.navigate(instance.url() + "/casualties/kz-total-killed?lang=en");
            assertThat(tab.page.locator("main")).containsText("a technical error, it said");
            Locator chart = tab.page.locator("isnad-chart svg[role=group]");
            assertThat(chart).isVisible();
            assertThat(chart.locator("[aria-label*='164']").first()).isVisible();
            chart.scrollIntoViewIfNeeded();
            tab.screenshot("chart");
            tab.requireNoProblems("figure");
        }
    }

    @Test
    void theWordsThatChangedAreMarkedInArabic() {
        try (Tab tab = chromium.tab("ar")) {
            tab.page.navigate(instance.url() + "/statements/kz-tokayev-on-participants?lang=ar");
            Locator side = tab.page.locator("#revision-2 .side[lang=ar]").first();
            assertThat(side).hasAttribute("dir", "rtl");
            assertThat(side.locator("del").first()).isVisible();
            assertThat(side.locator("ins").first()).isVisible();
            String before = must(200, instance.get("/statements/kz-tokayev-on-participants/revisions/1?lang=ar"))
                    .at("/content/wording/ar").asText();
            String after = must(200, instance.get("/statements/kz-tokayev-on-participants/revisions/2?lang=ar"))
                    .at("/content/wording/ar").asText();
            assertEquals(before, without(side, "ins"));
            assertEquals(after, without(side, "del"));
            tab.screenshot("wording-ar");
        }
    }

    /** Returns the words of a side without those that were added or removed. */
    private static String without(Locator side, String marks) {
        return side.locator("p").last().evaluate("""
                (words, marks) => {
                    const copy = words.cloneNode(true);
                    copy.querySelectorAll(marks).forEach(mark => mark.remove());
                    return copy.textContent;
                }""", marks).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = { "<img src=x onerror=\"alert('attack')\">", "<script>alert('attack')</script>",
            "\"><svg onload=alert('attack')>", "{t.say('page.desk')} {#each crises}attack{/each}", "${alert('attack')}",
            "javascript:alert('attack')" })
    void anAttackInTextsIsShownAsText(String attack) {
        String crisis = "attack-" + Math.abs(attack.hashCode());
        String text = "{\"en\": " + TextNode.valueOf(attack) + ", \"ar\": " + TextNode.valueOf(attack) + "}";
        must(201, instance.put("/crises/" + crisis, """
                {"id": "%s", "title": %s, "countries": ["KZ"], "timeZone": "Asia/Almaty", "start": "2022-01-02"}"""
                .formatted(crisis, text)));
        must(201, instance.put("/sources/" + crisis, """
                {"id": "%s", "name": %s, "kind": "government"}""".formatted(crisis, text)));
        String report = """
                {"crisis": "%s", "source": "%s", "reportedAt": "2022-01-05", "status": "disputed", "reason": %s, "content": %s}""";
        must(201, instance.post("/casualties", report.formatted(crisis, crisis, text, """
                {"group": "other", "groupDetail": %s, "measure": "killed", "place": {"name": %s}, "wording": %s}"""
                .formatted(text, text, text))));
        String statement = must(201, instance.post("/statements", report.formatted(crisis, crisis, text, """
                {"speaker": {"name": %s}, "topic": %s, "wording": %s}""".formatted(text, text, text)))).get("record").asText();
        for (String path : List.of("/?", "/crises/" + crisis + "?", "/crises/" + crisis + "/timeline?",
                "/crises/" + crisis + "/corrections?", "/statements/" + statement + "?",
                "/search?crisis=" + crisis + "&q=attack&")) {
            requireText(path, attack);
        }
    }

    private static void requireText(String path, String attack) {
        try (Tab tab = chromium.tab("en")) {
            tab.page.navigate(instance.url() + path + "lang=en");
            assertThat(tab.page.locator("main h1")).isVisible();
            assertEquals(0, tab.page.locator("img[src=x], main script, [onerror], [onload], a[href^='javascript:']").count(),
                    path);
            boolean isThere = path.startsWith("/search") || path.contains("/corrections")
                    || tab.page.locator("main").textContent().contains(attack);
            assertTrue(isThere, path);
            tab.requireNoProblems(path);
        }
    }
}
