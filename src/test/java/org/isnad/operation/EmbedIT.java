package org.isnad.operation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.isnad.operation.Instance.must;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

import org.isnad.Api;
import org.isnad.operation.Chromium.Tab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.microsoft.playwright.Locator;
import com.sun.net.httpserver.HttpServer;

/** The elements in a page of another site, whose policy is strict and whose style is loud. */
class EmbedIT {

    private static final int MAX_SCRIPT = 30_000;

    private static final String PAGE = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Another site</title>
            <link rel="stylesheet" href="/style.css"><script type="module" src="%s/embed.js"></script></head>
            <body><main><h1>Another site</h1>%s</main></body></html>""";

    private static final String STYLE = """
            * { letter-spacing: 9px; text-transform: uppercase; }
            p, a, del { color: lime; font: italic 40px cursive; }
            body { color: magenta; line-height: 4; }""";

    @TempDir
    static Path directory;

    private static Instance instance;
    private static Chromium chromium;
    private static HttpServer site;
    private static String elements;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start();
        instance = Instance.onH2(directory, "ISNAD_SAMPLE", "true");
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/style.css", exchange -> answer(exchange, "text/css", STYLE));
        site.createContext("/", exchange -> answer(exchange, "text/html", PAGE.formatted(instance.url(), elements)));
        site.start();
    }

    private static void answer(com.sun.net.httpserver.HttpExchange exchange, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + ";charset=UTF-8");
        exchange.getResponseHeaders().set("Content-Security-Policy",
                "default-src 'none'; style-src 'self'; img-src data:; script-src "
                        + instance.url() + "; connect-src " + instance.url());
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.stop(0);
        }
        Chromium.closeAll(instance, chromium);
    }

    private static void open(Tab tab, String shown) {
        elements = shown;
        tab.page.navigate("http://127.0.0.1:" + site.getAddress().getPort() + "/");
    }

    @ParameterizedTest
    @ValueSource(strings = { "ar", "en", "ru" })
    void aFigureAndATimelineStandInAnotherSite(String language) {
        try (Tab tab = chromium.tab("en")) {
            open(tab, """
                    <isnad-figure record="kz-total-killed" lang="%1$s"></isnad-figure>
                    <isnad-figure record="kz-total-killed" lang="%1$s" asof="2022-01-09T12:00:00Z"></isnad-figure>
                    <isnad-timeline crisis="kazakhstan-2022" lang="%1$s" kind="casualty"></isnad-timeline>"""
                    .formatted(language));
            Locator figures = tab.page.locator("isnad-figure");
            assertThat(figures.first().locator("[part=value]")).hasText("238");
            assertThat(figures.last().locator("[part=value]")).hasText("164");
            assertThat(figures.first().locator("[part=card]")).hasAttribute("dir", language.equals("ar") ? "rtl" : "ltr");
            assertThat(figures.first().locator("[part=value]")).hasCSS("letter-spacing", "normal");
            assertThat(figures.first().locator("[part=link]"))
                    .hasAttribute("href", instance.url() + "/casualties/kz-total-killed?lang=" + language);
            assertThat(tab.page.locator("isnad-timeline li")).hasCount(5);
            tab.requireAccessible(language);
            tab.screenshot("embedded-" + language);
            assertEquals(1, tab.reads.stream().filter(read -> read.contains("/feed/stream")).count(), tab.reads.toString());
            tab.requireNoProblems(language);
        }
    }

    @Test
    void aChangeAppearsAndIsAnnounced() {
        String crisis = instance.newCrisis("embedded");
        String record = instance.newRecord(crisis, 8);
        try (Tab tab = chromium.tab("en")) {
            open(tab, "<isnad-figure record=\"" + record + "\"></isnad-figure><isnad-timeline crisis=\"" + crisis
                    + "\" lang=\"ru\"></isnad-timeline>");
            Locator figure = tab.page.locator("isnad-figure");
            assertThat(figure.locator("[part=value]")).hasText("8");
            assertThat(tab.page.locator("isnad-timeline li")).hasCount(1);
            must(201, instance.append(crisis, record, 18));
            assertThat(figure.locator("[part=value]")).hasText("18");
            assertThat(figure.locator("[role=status]")).containsText("8 → 18");
            assertThat(tab.page.locator("isnad-timeline [role=status]")).containsText("8 → 18");
            assertThat(tab.page.locator("isnad-timeline li")).hasCount(2);
            must(201, instance.post("/casualties/" + record + "/revisions",
                    Api.retraction(crisis, "kz-mvd", "2022-01-06", 2)));
            assertThat(figure.locator("[part=value]")).hasText("8");
            assertThat(tab.page.locator("isnad-timeline del")).hasCount(1);
            tab.requireAccessible("changed");
        }
    }

    @Test
    void theLastKnownFigureStaysWhileTheServiceIsAway(@TempDir Path other) {
        try (Instance mortal = Instance.onH2(other); Tab tab = chromium.tab("en")) {
            String crisis = mortal.newCrisis("mortal");
            String record = mortal.newRecord(crisis, 8);
            tab.page.navigate(mortal.url() + "/embed?lang=en");
            tab.page.evaluate("record => { const figure = document.createElement('isnad-figure');"
                    + " figure.setAttribute('record', record); figure.id = 'own'; document.querySelector('main').append(figure); }",
                    record);
            Locator figure = tab.page.locator("#own");
            assertThat(figure.locator("[part=value]")).hasText("8");
            mortal.kill();
            assertThat(figure.locator("[part=note]")).containsText("No connection since");
            assertThat(figure.locator("[part=value]")).hasText("8");
            mortal.start();
            must(201, mortal.append(crisis, record, 18));
            assertThat(figure.locator("[part=value]")).hasText("18");
            assertThat(figure.locator("[part=note]")).hasCount(0);
        }
    }

    @Test
    void whatDoesNotExistIsSaidInWords() {
        try (Tab tab = chromium.tab("en")) {
            open(tab, "<isnad-figure record=\"nothing\"></isnad-figure><isnad-timeline></isnad-timeline>");
            assertThat(tab.page.locator("isnad-figure [part=note]")).hasText("This figure cannot be found");
            assertThat(tab.page.locator("isnad-timeline [part=note]")).hasText("This element is not set up correctly");
            tab.requireAccessible("nothing");
        }
    }

    @Test
    void theScriptIsSmall() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (Tab tab = chromium.tab("en"); GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(tab.page.request().get(instance.url() + "/embed.js").body());
        }
        assertTrue(compressed.size() < MAX_SCRIPT, compressed.size() + " bytes");
    }
}
