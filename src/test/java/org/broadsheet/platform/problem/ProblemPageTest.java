package org.broadsheet.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of problem types has a section for each type of the closed list, and no other one. */
class ProblemPageTest {

    private static final Pattern SECTION = Pattern.compile("(?m)^## (.+)\n\nStatus ([0-9]{3})\\. ");

    @Test
    void everyTypeIsDocumentedWithItsStatus() throws IOException {
        String page = Files.readString(Path.of("src/docs/problems.md"));
        List<String> sections = SECTION.matcher(page)
                .results()
                .map(section -> section.group(1) + " " + section.group(2))
                .toList();

        assertThat(sections)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemType.values())
                        .map(type -> type.slug() + " " + type.status())
                        .toList());
        assertThat(page.lines().filter(line -> line.startsWith("## "))).hasSameSizeAs(sections);
    }
}
