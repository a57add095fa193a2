package org.broadsheet.platform.problem;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The documentation of problem types, to which {@code type} refers; rendered from {@code src/docs/problems.md}. */
@Path("/problems")
@Produces(MediaType.TEXT_HTML + ";charset=utf-8")
public class ProblemDocumentation {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Problems – Broadsheet</title>
            <style>body{font:1rem/1.6 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}
            code{font-family:ui-monospace,monospace}</style>
            %s
            </html>
            """;

    private final String markdown = read();

    @GET
    @PermitAll
    @Operation(hidden = true)
    public String all() {
        return page(markdown);
    }

    /** Returns the section of one type: from its heading to the next one. */
    @GET
    @Path("{type}")
    @PermitAll
    @Operation(hidden = true)
    public String one(@PathParam("type") String type) {
        return Arrays.stream(markdown.split("(?m)^(?=## )"))
                .filter(section -> section.startsWith("## " + type + "\n"))
                .findFirst()
                .map(ProblemDocumentation::page)
                .orElseThrow(() -> ProblemException.notFound("The problem type does not exist."));
    }

    private static String page(String section) {
        return PAGE.formatted(
                HtmlRenderer.builder().build().render(Parser.builder().build().parse(section)));
    }

    private static String read() {
        try (InputStream page = ProblemDocumentation.class.getResourceAsStream("/docs/problems.md")) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
