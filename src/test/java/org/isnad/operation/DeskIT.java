package org.isnad.operation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.isnad.operation.Instance.must;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;

import org.isnad.operation.Chromium.Tab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** An editor at the desk, and a reader who sees what the editor writes. */
class DeskIT {

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
