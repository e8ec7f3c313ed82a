package org.isnad.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;

/** The Chromium of this machine, driven by Playwright. */
final class Chromium implements AutoCloseable {

    /** How long Playwright waits for what a page is to show, in milliseconds; a busy machine takes its time. */
    static final double PATIENCE = 30_000;

    private static final List<String> ARGUMENTS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path executable) {
        playwright = Playwright
                .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(executable)
                .setArgs(ARGUMENTS));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    }

    /** Starts it; where there is none, the tests are not run, and the report says so. */
    static Chromium start() {
        Optional<Path> executable = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of).filter(Files::isExecutable).findFirst();
        assumeTrue(executable.isPresent(), "NOT RUN: the tests of the pages need Chromium in /usr/bin");
        return new Chromium(executable.get());
    }

    /** Opens a tab of a reader who prefers a language, on a desktop in light colours. */
    Tab tab(String language) {
        return new Tab(browser.newContext(new Browser.NewContextOptions().setLocale(language).setViewportSize(1280, 900)));
    }

    /** Opens a tab in which no script runs. */
    Tab tabWithoutScripts(String language) {
        return new Tab(browser
                .newContext(new Browser.NewContextOptions().setLocale(language).setJavaScriptEnabled(false)));
    }

    /** Closes what was started, before or after a failure. */
    static void closeAll(Instance instance, Chromium chromium) {
        if (instance != null) {
            instance.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** A tab with storage of its own, which keeps what went wrong in it. */
    static final class Tab implements AutoCloseable {

        final Page page;

        /** Errors in the console, among them violations of the Content-Security-Policy, and exceptions of scripts. */
        final List<String> problems = new ArrayList<>();

        /** The paths and queries of the requests to the API. */
        final List<String> reads = new ArrayList<>();

        private final BrowserContext context;

        private Tab(BrowserContext context) {
            this.context = context;
            context.setDefaultTimeout(PATIENCE);
            page = context.newPage();
            page.onConsoleMessage(message -> keep("error".equals(message.type()), message.text()));
            page.onPageError(error -> keep(true, error));
            page.onDialog(dialog -> {
                keep(true, "a dialog: " + dialog.message());
                dialog.dismiss();
            });
            page.onRequest(request -> {
                if (request.url().contains("/api/v1/")) {
                    reads.add(request.url().replaceFirst(".*/api/v1", ""));
                }
            });
        }

        private void keep(boolean isProblem, String text) {
            if (isProblem) {
                problems.add(text);
            }
        }

        /** Shows the page in dark or light colours. */
        void setDark(boolean isDark) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(isDark ? ColorScheme.DARK : ColorScheme.LIGHT));
        }

        /** Keeps what is shown, all of it, in target/screenshots, for people to look at. */
        void screenshot(String name) {
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                    .setPath(Path.of("target", "screenshots", name + ".png")));
        }

        /** Requires that axe-core finds nothing on the page. */
        void requireAccessible(String name) {
            require(new AxeBuilder(page), name);
        }

        /** Requires enough contrast, which alone depends on the colours. */
        void requireContrast(String name) {
            require(new AxeBuilder(page).withRules(List.of("color-contrast")), name);
        }

        private static void require(AxeBuilder axe, String name) {
            List<String> violations = axe.analyze().getViolations().stream()
                    .flatMap(rule -> rule.getNodes().stream().map(node -> rule.getId() + ": " + node.getHtml())).toList();
            assertEquals(List.of(), violations, name);
        }

        /** Requires that the page need not be scrolled sideways. */
        void requireFit(String name) {
            String isFit = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth";
            try {
                page.waitForFunction(isFit, null, new Page.WaitForFunctionOptions().setTimeout(PATIENCE / 3));
            } catch (com.microsoft.playwright.TimeoutError e) {
                throw new AssertionError(name + " is wider than the window: " + page.evaluate(WIDE), e);
            }
        }

        /** The elements that stick out of the window. */
        private static final String WIDE = """
                () => [...document.querySelectorAll("body *")].filter(element => {
                    const box = element.getBoundingClientRect();
                    return box.right > innerWidth + 1 || box.left < -1;
                }).slice(0, 8).map(element => element.outerHTML.slice(0, 120))""";

        /** Requires that nothing went wrong. */
        void requireNoProblems(String name) {
            assertEquals(List.of(), problems, name);
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
