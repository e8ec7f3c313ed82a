package org.isnad.operation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.isnad.operation.Instance.must;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.isnad.operation.Chromium.Tab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** An editor at the desk, and a reader who sees what the editor writes. */
class DeskIT {

    private static final String ATTACK = "\"><img src=x onerror=alert(1)>";

    private static final String OPEN = "all => all.forEach(details => details.open = true)";

    /** Drops a file, given by its name and text, as a mouse does. */
    private static final String DROP = """
            (target, [name, text]) => {
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File([text], name));
                for (const type of ["dragover", "drop"]) {
                    target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
                }
            }""";

    @TempDir
    static Path directory;

    private static Instance instance;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        instance = Instance.onH2(directory);
    }

    @AfterAll
    static void stop() {
        Chromium.closeAll(instance, chromium);
    }

    @Test
    void aKeyThatIsNotGoodIsRefused() {
        try (Tab tab = chromium.tab("en")) {
            signIn(tab.page, Instance.KEY.replace("admins", "thiefs"));
            assertThat(tab.page.getByText("The key is unknown, expired or revoked.")).isVisible();
            assertThat(button(tab.page, "Report")).hasCount(0);
            // The key is never in the address, nor in what other tabs can read.
            assertEquals(instance.url() + "/desk?lang=en", tab.page.url());
            assertEquals(0, tab.page.evaluate("() => localStorage.length"));
        }
    }

    @Test
    void theKeyIsForgottenAtTheEnd() {
        try (Tab tab = chromium.tab("en")) {
            signIn(tab.page, Instance.KEY);
            assertThat(button(tab.page, "Report")).isVisible();
            button(tab.page, "Sign out").click();
            assertThat(tab.page.getByLabel("API key")).isEmpty();
            tab.page.reload();
            assertThat(tab.page.getByLabel("API key")).isVisible();
            tab.requireAccessible("signed out");
        }
    }

    @Test
    void anEditorSignsInAtTheProvider(@TempDir Path data) {
        try (Provider provider = new Provider(2);
                Tab tab = chromium.tab("en");
                Instance behind = Instance.onH2(data, "QUARKUS_OIDC_TENANT_ENABLED", "true", "QUARKUS_OIDC_AUTH_SERVER_URL",
                        provider.url(), "QUARKUS_OIDC_TOKEN_AUDIENCE", "isnad", "QUARKUS_OIDC_DESK_TENANT_ENABLED", "true",
                        "QUARKUS_OIDC_DESK_CLIENT_ID", "desk", "QUARKUS_OIDC_DESK_CREDENTIALS_SECRET",
                        "a secret of the desk with 32 characters")) {
            tab.page.navigate(behind.url() + "/desk?lang=en");
            tab.screenshot("desk-with-provider");
            tab.requireAccessible("with a provider");
            tab.page.locator("a[href^='/desk/session/start']").click();
            Locator who = tab.page.locator("isnad-desk .who p");
            assertThat(who).containsText("subject:amina");
            assertEquals(behind.url() + "/desk?lang=en", tab.page.url());
            // The desk goes on with the next token when the first has expired.
            await("the first token has expired").atMost(Instance.PATIENCE).until(() -> {
                tab.page.reload();
                assertThat(who).containsText("subject:amina");
                return provider.refreshments() > 0;
            });
            button(tab.page, "Sign out").click();
            assertThat(tab.page.getByLabel("API key")).isVisible();
            assertEquals(0, tab.page.evaluate("() => sessionStorage.length"));
            assertEquals("499", tab.page.evaluate(
                    "() => fetch('/desk/session', { headers: { 'X-Requested-With': 'JavaScript' } }).then(response => String(response.status))"));
        }
    }

    @Test
    void aReportIsCorrectedAndRetractedBeforeTheEyesOfAReader() {
        String crisis = instance.newCrisis("desk");
        try (Tab desk = chromium.tab("en"); Tab reader = chromium.tab("en")) {
            reader.page.navigate(instance.url() + "/crises/" + crisis + "?lang=en");
            signIn(desk.page, Instance.KEY);
            report(desk, crisis);
            Locator figure = reader.page.locator("#record-desk-killed .value");
            assertThat(figure).hasText("12");
            correct(desk);
            assertThat(figure).hasText("11");
            assertThat(reader.page.locator("#corrections ~ ul")).containsText("One was counted twice");
            retract(desk);
            assertThat(reader.page.locator("#corrections ~ ul")).containsText("A mistake of the ministry");
            assertEquals("retracted", must(200, instance.get("/casualties/desk-killed/revisions/3")).get("status").asText());
            reader.screenshot("desk-seen-by-a-reader");
            assertEquals(List.of(), desk.problems);
            assertEquals(List.of(), reader.problems);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "casualty", "statement", "reaction", "measure", "disruption", "appointment", "article" })
    void markupInAnyFieldIsText(String kind) {
        try (Tab desk = chromium.tab("en")) {
            signIn(desk.page, Instance.KEY);
            Locator form = desk.page.locator("#report");
            form.locator("#kind").selectOption(kind);
            assertThat(form.locator("details.more").first()).isVisible();
            addOneOfEach(form);
            List<Locator> fields = form.locator("input:not([type]):visible, textarea:visible").all();
            fields.forEach(field -> field.fill(ATTACK));
            assertTrue(fields.size() > 30, kind + " has " + fields.size());
            button(desk.page, "Check and preview").click();
            assertThat(form.locator("[aria-invalid=true]").first()).isVisible();
            requireNoMarkup(desk);
        }
    }

    /** Opens all that is folded, and adds an item to each list. */
    private static void addOneOfEach(Locator form) {
        for (Object id : (List<?>) form.locator("[id$=-add]").evaluateAll("all => all.map(button => button.id)")) {
            form.locator("details.more").evaluateAll(OPEN);
            form.locator("#" + id).click();
        }
        form.locator("details.more").evaluateAll(OPEN);
    }

    @Test
    void whatIsTypedStaysWhileItIsTyped() {
        String crisis = instance.newCrisis("typing");
        for (String record : List.of("typing-killed", "typing-killed-almaty")) {
            must(201, instance.put("/casualties/" + record, """
                    {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-05", "content": {"kind": "casualty",
                     "group": "police", "measure": "killed", "place": {"name": {"en": "Almaty"}}, "best": 8}}"""
                    .formatted(crisis)));
        }
        try (Tab desk = chromium.tab("en")) {
            signIn(desk.page, Instance.KEY);
            Locator form = desk.page.locator("#report");
            assertThat(form.locator("details.more").first()).isVisible();
            addOneOfEach(form);
            Locator latitude = form.getByLabel("Latitude");
            latitude.pressSequentially("43.05");
            assertThat(latitude).hasValue("43.05");
            button(desk.page, "Record").click();
            desk.page.locator("desk-record #crisis").selectOption(crisis);
            Locator record = desk.page.locator("desk-record #record");
            record.pressSequentially("typing-killed-almaty");
            assertThat(record).hasValue("typing-killed-almaty");
        }
    }

    @Test
    void markupInAStatementIsTextForEditorsAndReaders() {
        String crisis = instance.newCrisis("markup");
        try (Tab desk = chromium.tab("en")) {
            signIn(desk.page, Instance.KEY);
            Locator form = desk.page.locator("#report");
            form.locator("#crisis").selectOption(crisis);
            form.locator("#kind").selectOption("statement");
            form.getByLabel("Its id, or nothing").fill("markup-statement");
            form.getByLabel("Source (required)").fill("TASS");
            form.getByLabel("Reported (required)").fill("2022-01-05");
            for (String name : List.of("Name (required)", "Topic (required)", "Words of the source")) {
                group(form, name).first().getByLabel("English").fill(ATTACK);
            }
            button(desk.page, "Check and preview").click();
            assertThat(desk.page.locator("#report .panel")).containsText(ATTACK);
            requireNoMarkup(desk);
            button(desk.page, "Send").click();
            assertThat(desk.page.locator("#sent")).isVisible();
            button(desk.page, "Show the chain").click();
            assertThat(desk.page.locator("desk-record")).containsText(ATTACK);
            requireNoMarkup(desk);
            desk.page.navigate(instance.url() + "/statements/markup-statement?lang=en");
            assertThat(desk.page.locator("main")).containsText(ATTACK);
            requireNoMarkup(desk);
        }
    }

    /**
     * Requires that no script ran and no element came from a text; a browser logs an answer of the API that refuses a report.
     */
    private static void requireNoMarkup(Tab tab) {
        assertEquals(0, tab.page.locator("img[src=x], [onerror]").count());
        assertEquals(List.of(), tab.problems.stream().filter(problem -> !problem.contains("status of 400")).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = { "ndjson", "json", "csv" })
    void aFileIsDropped(String type) {
        String crisis = instance.newCrisis("drop-" + type);
        String json = "{\"type\":\"revision\",\"crisis\":\"" + crisis
                + "\",\"record\":\"%s\",\"source\":\"tass\",\"reportedAt\":\"%s\",\"content\":{\"kind\":\"casualty\","
                + "\"group\":\"police\",\"measure\":\"killed\",\"place\":{\"name\":{\"en\":\"Almaty\"}},\"best\":8}}";
        String good = json.formatted(crisis + "-good", "2022-01-05");
        String bad = json.formatted(crisis + "-bad", "yesterday");
        String csv = "record,crisis,source,reportedAt,content.kind,content.group,content.measure,content.place.name.en,content.best\n"
                + "%1$s-good,%1$s,tass,2022-01-05,casualty,police,killed,Almaty,8\n"
                + "%1$s-bad,%1$s,tass,yesterday,casualty,police,killed,Almaty,8\n";
        String text = Map
                .of("ndjson", good + "\n" + bad + "\n", "json", "[" + good + "," + bad + "]", "csv", csv.formatted(crisis))
                .get(type);
        try (Tab desk = chromium.tab("en")) {
            signIn(desk.page, Instance.KEY);
            button(desk.page, "Import").click();
            desk.page.locator("#import .drop").evaluate(DROP, List.of("reports." + type, text));
            assertThat(desk.page.locator("#import #result")).containsText("1 refused");
            assertThat(desk.page.locator("#import tbody")).containsText("reportedAt");
            desk.requireAccessible("a dropped file");
            desk.screenshot("desk-import-" + type);
            desk.page.locator("#import #send").click();
            assertThat(desk.page.locator("#import tbody")).containsText(crisis + "-good");
            must(200, instance.get("/casualties/" + crisis + "-good"));
            assertEquals(404, instance.get("/casualties/" + crisis + "-bad").status());
        }
    }

    private static void signIn(Page page, String key) {
        page.navigate(instance.url() + "/desk?lang=en");
        page.getByLabel("API key").fill(key);
        button(page, "Sign in").click();
    }

    private static void report(Tab desk, String crisis) {
        Locator form = desk.page.locator("#report");
        form.getByLabel("Crisis", new Locator.GetByLabelOptions().setExact(true)).selectOption(crisis);
        form.getByLabel("Its id, or nothing").fill("desk-killed");
        form.getByLabel("Source (required)").fill("TASS");
        form.getByLabel("Reported (required)").fill("2022-01-05");
        form.getByLabel("Group (required)").selectOption("police");
        form.getByLabel("What happened to them").selectOption("killed");
        group(form, "Name (required)").getByLabel("English").fill("Almaty");
        number(form).fill("12");
        desk.requireAccessible("a report");
        desk.screenshot("desk-report");
        send(desk, "Stored as revision 1");
    }

    private static void correct(Tab desk) {
        button(desk.page, "Show the chain").click();
        button(desk.page, "Correct 1").click();
        Locator form = desk.page.locator("#report");
        form.getByLabel("Reported (required)").fill("2022-01-06");
        group(form, "Public reason").getByLabel("English").fill("One was counted twice");
        number(form).fill("11");
        desk.requireAccessible("a correction");
        send(desk, "Stored as revision 2");
    }

    private static void retract(Tab desk) {
        button(desk.page, "Show the chain").click();
        desk.requireAccessible("a chain");
        desk.screenshot("desk-chain");
        button(desk.page, "Retract 2").click();
        Locator form = desk.page.locator("#report");
        form.getByLabel("Reported (required)").fill("2022-01-07");
        group(form, "Public reason").getByLabel("English").fill("A mistake of the ministry");
        send(desk, "Stored as revision 3");
    }

    /** Previews a report and sends it. */
    private static void send(Tab desk, String said) {
        button(desk.page, "Check and preview").click();
        assertThat(desk.page.getByRole(AriaRole.TABLE,
                new Page.GetByRoleOptions().setName("The readers’ answer before and after this report"))).isVisible();
        desk.requireAccessible("a preview");
        button(desk.page, "Send").click();
        assertThat(desk.page.locator("main [role=status]").first()).hasText(said);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator group(Locator form, String name) {
        return form.getByRole(AriaRole.GROUP, new Locator.GetByRoleOptions().setName(name));
    }

    private static Locator number(Locator form) {
        return form.getByRole(AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName("Figure").setExact(true));
    }
}
