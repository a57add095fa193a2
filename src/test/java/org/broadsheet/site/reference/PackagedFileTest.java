package org.broadsheet.site.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PackagedFileTest {

    private static final String FILE = "docs/problems.md";

    @Test
    void aFileOfTheProgramIsRead() {
        assertThat(PackagedFile.read(FILE).text()).startsWith("# Problems");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PackagedFile.read("docs/no-such-file.md"))
                .withMessageContaining("docs/no-such-file.md");
    }

    @Test
    void theDigestChangesWithTheContent() {
        PackagedFile file = PackagedFile.read(FILE);

        assertThat(file.digest())
                .matches("[0-9a-f]{16}")
                .isEqualTo(PackagedFile.read(FILE).digest());
        assertThat(file.replacing("# Problems", "# Others").digest()).isNotEqualTo(file.digest());
        assertThat(file.replacing("no such text", "x").digest()).isEqualTo(file.digest());
    }

    @Test
    void everyOccurrenceIsReplacedInACopy() {
        PackagedFile file = PackagedFile.read(FILE);

        assertThat(file.replacing("Status", "Code").text())
                .doesNotContain("Status")
                .contains("Code 400", "Code 503");
        assertThat(file.text()).contains("Status 400");
    }
}
