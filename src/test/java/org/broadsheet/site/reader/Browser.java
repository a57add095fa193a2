package org.broadsheet.site.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The Chromium of this machine, without a window. Where there is none, the tests that ask for it are skipped, or fail if
 * {@code BROADSHEET_BROWSER=required} says that there must be one.
 */
public final class Browser implements AutoCloseable {

    private static final Dimension DESKTOP = new Dimension(1280, 900);
    private static final Dimension PHONE = new Dimension(390, 844);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Failures of accessibility that keep somebody from using the page. */
    private static final List<String> SERIOUS = List.of("serious", "critical");

    private final ChromeDriver driver;
    private final String origin;

    private Browser(ChromeDriver driver, String origin) {
        this.driver = driver;
        this.origin = origin;
    }

    /** @param origin of the site whose paths are opened */
    public static Browser open(String origin) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(find("chromium", "chromium-browser", "google-chrome"));
        // The sandbox refuses root, as which tests run in containers.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars");
        // That of a test is its own.
        options.setAcceptInsecureCerts(origin.startsWith("https:"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        // Named, so that Selenium looks for none on the Internet.
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(find("chromedriver")))
                .build();
        return new Browser(new ChromeDriver(service, options), origin).desktop();
    }

    /** Skips the test if a browser is lacking. */
    static void assumeInstalled() {
        find("chromedriver");
        find("chromium", "chromium-browser", "google-chrome");
    }

    private static String find(String... names) {
        Optional<Path> program = Arrays.stream(names)
                .flatMap(name -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty() && "required".equals(System.getenv("BROADSHEET_BROWSER"))) {
            fail("BROADSHEET_BROWSER=required, and there is no " + names[0] + " in the PATH");
        }
        Assumptions.assumeTrue(program.isPresent(), () -> "There is no " + names[0] + " in the PATH");
        return program.get().toString();
    }

    public Browser desktop() {
        return size(DESKTOP);
    }

    public Browser phone() {
        return size(PHONE);
    }

    /** A window is never as narrow as a phone, so the page is told that it is. */
    private Browser size(Dimension size) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", size.width, "height", size.height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    /** @param scheme {@code light} or {@code dark} */
    public Browser colours(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        return this;
    }

    /** Requests nothing at such addresses from now on. */
    public Browser blocked(String... addresses) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of(addresses)));
        return this;
    }

    /** Saves a picture of the whole page in {@code target/screenshots}, for people to look at. */
    public Browser save(String name) {
        Map<String, Object> picture =
                driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        try {
            Path folder = Files.createDirectories(Path.of("target/screenshots"));
            Files.write(folder.resolve(name + ".png"), Base64.getDecoder().decode((String) picture.get("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Opens a path of the site. */
    public Browser go(String path) {
        driver.get(origin + path);
        return this;
    }

    public Browser back() {
        driver.navigate().back();
        return this;
    }

    public String path() {
        return driver.getCurrentUrl().substring(origin.length());
    }

    public String title() {
        return driver.getTitle();
    }

    /** The first such element, as soon as it is there and seen. */
    public WebElement see(String css) {
        return Awaitility.await(css)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> driver.findElement(By.cssSelector(css)), WebElement::isDisplayed);
    }

    /** Waits until the first such element says that. */
    public void see(String css, String text) {
        Awaitility.await(css + " says " + text)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(see(css).getText()).contains(text));
    }

    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    public List<String> texts(String css) {
        return all(css).stream().map(WebElement::getText).toList();
    }

    public Browser click(String css) {
        see(css).click();
        return this;
    }

    /** Away from everything that could be clicked. */
    public Browser moveAway() {
        new Actions(driver).moveToLocation(1, 1).perform();
        return this;
    }

    /** To whatever has the focus. */
    public Browser press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
        return this;
    }

    public Browser pressTab() {
        return press(Keys.TAB);
    }

    public WebElement focused() {
        return driver.switchTo().activeElement();
    }

    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** By how many pixels the page is wider than the window. */
    public long overflow() {
        return ((Number) run("return document.documentElement.scrollWidth - innerWidth")).longValue();
    }

    /** What the console has said since it was asked last: errors, warnings, and what the page's policy kept from loading. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** What axe-core finds on the page as it is that would keep somebody from using it. */
    @SuppressWarnings("unchecked") // what axe answers is JSON
    public List<String> barriers() {
        driver.executeScript(axe());
        Map<String, Object> results = (Map<String, Object>)
                driver.executeAsyncScript(
                        "const done = arguments[arguments.length - 1]; axe.run().then(done, error => done({failure: String(error)}))");
        assertThat(results).doesNotContainKey("failure");
        assertThat((List<Object>) results.get("passes"))
                .as("rules that axe has looked at")
                .hasSizeGreaterThan(10);
        List<String> barriers = new ArrayList<>();
        for (Map<String, Object> violation : (List<Map<String, Object>>) results.get("violations")) {
            if (SERIOUS.contains(violation.get("impact"))) {
                ((List<Map<String, Object>>) violation.get("nodes"))
                        .forEach(node -> barriers.add(
                                violation.get("id") + ": " + node.get("html") + " " + node.get("failureSummary")));
            }
        }
        return barriers;
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the page has asked of other servers. */
    public List<String> requestsElsewhere() {
        List<?> all = (List<?>) run("return performance.getEntriesByType('resource').map(each => each.name)");
        return all.stream()
                .map(String::valueOf)
                .filter(address -> Stream.of(origin + "/", "data:", "blob:").noneMatch(address::startsWith))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
