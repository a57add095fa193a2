import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;
import org.broadsheet.content.body.Bodies;
import org.broadsheet.content.body.BodyInput;
import org.broadsheet.content.body.BodyTooDeepException;

/**
 * Measures how long the worst bodies of the maximum length take to be rendered, compared with prose of that length. Run
 * by {@code rendering.sh} with the classes of the packaged application.
 *
 * <p>It counts the processor time of the thread that renders, since other work on the machine changes that least, and
 * takes the least of several rounds.
 */
public class Rendering {

    private static final int MAX_LENGTH = 300_000;
    private static final int ROWS = 7_000;
    private static final int WARM_UP = 20;
    private static final double TARGET = 10;

    private static final String PROSE = """
            <p>Memory is made of <strong>cells</strong>, each of which holds a charge that leaks away within
            milliseconds, so that a controller has to <a href="https://example.org/refresh">refresh</a> all of them,
            row after row, while programs wait. Nobody has found a way around it since <em>1968</em>.</p>
            """;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Rendering() {}

    /** @param arguments the number of rounds */
    public static void main(String[] arguments) {
        int rounds = Integer.parseInt(arguments[0]);
        BodyInput prose = html(PROSE);
        timeToRender(prose, WARM_UP);
        long base = timeToRender(prose, rounds);
        Map<String, Long> times = new LinkedHashMap<>();
        bodies().forEach((name, body) -> times.put(name, timeToRender(body, rounds)));
        base = Math.min(base, timeToRender(prose, rounds));
        System.out.printf("%-52s %5d ms%n", "prose", base / 1_000_000);
        double worst = 0;
        for (Map.Entry<String, Long> body : times.entrySet()) {
            double ratio = (double) body.getValue() / base;
            worst = Math.max(worst, ratio);
            System.out.printf("%-52s %5d ms %5.1f times prose%n", body.getKey(), body.getValue() / 1_000_000, ratio);
        }
        System.out.printf("The worst takes %.1f times as long as prose; the target is %.0f.%n", worst, TARGET);
    }

    private static long timeToRender(BodyInput body, int rounds) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            try {
                Bodies.render(body, addresses -> Map.of());
            } catch (BodyTooDeepException e) {
                // Until it is rejected, it takes time too.
            }
            least = Math.min(least, THREADS.getCurrentThreadCpuTime() - start);
        }
        return least;
    }

    private static BodyInput html(String piece) {
        return BodyInput.html(piece.repeat(MAX_LENGTH / piece.length()));
    }

    private static BodyInput markdown(String piece) {
        return BodyInput.markdown(piece.repeat(MAX_LENGTH / piece.length()));
    }

    private static String nested(String open, String close, int levels) {
        return open.repeat(levels) + "word " + close.repeat(levels) + "\n";
    }

    private static BodyInput alternating(String... tags) {
        StringBuilder html = new StringBuilder();
        for (int i = 0; html.length() < MAX_LENGTH - 20; i++) {
            html.append(tags[i % tags.length]).append(i % tags.length == 0 ? "w " : "");
        }
        return BodyInput.html(html.toString());
    }

    private static Map<String, BodyInput> bodies() {
        Map<String, BodyInput> bodies = new LinkedHashMap<>();
        for (int levels : new int[] {8, 60}) {
            String depth = " in each other " + levels + " times";
            bodies.put("lists" + depth, html(nested("<ul><li>a", "</li></ul>", levels)));
            bodies.put("numbered lists in Markdown" + depth, markdown(nested("1. ", "", levels)));
            bodies.put("quotations" + depth, html(nested("<blockquote>", "</blockquote>", levels)));
            bodies.put("details" + depth, html(nested("<details><summary>a</summary>", "</details>", levels)));
            bodies.put("definitions" + depth, html(nested("<dl><dt>a<dd>", "</dl>", levels)));
            bodies.put("tables" + depth, html(nested("<table><tr><td>", "</td></tr></table>", levels)));
            bodies.put("figures" + depth, html(nested("<figure><img src=a>", "</figure>", levels)));
            bodies.put("marks" + depth, html(nested("<b><i><u><s>", "</s></u></i></b>", levels / 4)));
            bodies.put("languages" + depth, html(nested("<span lang=fr>a", "</span>", levels)));
        }
        bodies.put("marks that never end", alternating("<b>", "<i>", "<p>", "<u>"));
        bodies.put("links around paragraphs", alternating("<a href=/x>", "<p>", "<b>"));
        bodies.put("items that never end", alternating("<ul>", "<li>", "<b>"));
        bodies.put("tables that never end", alternating("<table>", "<td>", "<a href=/x>"));
        bodies.put("quotations that never end", BodyInput.html("<blockquote>x ".repeat(MAX_LENGTH / 15)));
        bodies.put("ids and languages that change at spaces", BodyInput.html(languages()));
        bodies.put(
                "7,000 rows of a table",
                BodyInput.html("<table>" + "<tr><td>Alpha 1<td>Beta <b>2</b><td>Gamma 3\n".repeat(ROWS)));
        bodies.put(
                "7,000 rows of a table in Markdown",
                BodyInput.markdown(
                        "| a | b | c |\n|---|---|---|\n" + "| Alpha 1 | Beta **2** | Gamma 3 |\n".repeat(ROWS)));
        bodies.put(
                "7,000 rows with spans",
                BodyInput.html("<table>" + "<tr><td rowspan=9>a<td colspan=5>b</tr>".repeat(ROWS)));
        return bodies;
    }

    /** Spans of such a body are written and read again until they are the same. */
    private static String languages() {
        StringBuilder html = new StringBuilder("<p lang=en>");
        for (int i = 0; html.length() < MAX_LENGTH - 60; i++) {
            html.append("<em lang=fr id=a").append(i).append(">a <b lang=de id=b").append(i).append(">b </b>c </em>");
        }
        return html.toString();
    }
}
