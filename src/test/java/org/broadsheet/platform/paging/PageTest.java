package org.broadsheet.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.broadsheet.platform.paging.PageRequest.TotalKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final String LIST = "/v1/tags?";

    private CursorSigner before;

    @BeforeEach
    void sign() {
        before = Cursor.signWith(new CursorSigner(List.of(new byte[32])));
    }

    @AfterEach
    void restore() {
        Cursor.signWith(before);
    }

    private static List<Integer> rows(int number) {
        return IntStream.range(0, number).boxed().toList();
    }

    private static Cursor cursorOf(int row) {
        return new Cursor(String.valueOf(row), new UUID(0, row).toString());
    }

    private static Page<String> page(int rows, int limit) {
        PageRequest request = new PageRequest(limit, Optional.empty(), TotalKind.NONE, LIST);
        return Page.of(rows(rows), request, null, PageTest::cursorOf, String::valueOf);
    }

    @Test
    void aSurplusRowIsNotShownAndMeansThatThereIsANextPage() {
        Page<String> page = page(4, 3);

        assertThat(page.items()).containsExactly("0", "1", "2");
        assertThat(Cursor.decode(page.page().next()).flatMap(cursor -> cursor.of(LIST)))
                .contains(cursorOf(2));
        assertThat(page.page().limit()).isEqualTo(3);
    }

    @Test
    void theLastPageHasNoCursor() {
        assertThat(page(3, 3).page().next()).isNull();
        assertThat(page(0, 3).page().next()).isNull();
        assertThat(page(0, 3).items()).isEmpty();
    }

    @Test
    void aWalkOverThePagesHasEachRowOnce() {
        for (int rows = 0; rows < 12; rows++) {
            for (int limit = 1; limit < 6; limit++) {
                assertThat(walk(rows, limit))
                        .as("%d rows in pages of %d", rows, limit)
                        .isEqualTo(rows(rows));
            }
        }
    }

    private static List<Integer> walk(int rows, int limit) {
        List<Integer> walked = new java.util.ArrayList<>();
        int next = 0;
        while (next >= 0) {
            PageRequest request = new PageRequest(limit, Optional.empty(), TotalKind.NONE, LIST);
            List<Integer> found =
                    rows(rows).stream().skip(next).limit(limit + 1L).toList();
            Page<Integer> page = Page.of(found, request, null, PageTest::cursorOf, row -> row);
            walked.addAll(page.items());
            next = page.page().next() == null
                    ? -1
                    : Integer.parseInt(Cursor.decode(page.page().next())
                                    .flatMap(cursor -> cursor.of(LIST))
                                    .orElseThrow()
                                    .key())
                            + 1;
        }
        return walked;
    }

    @Test
    void aPageThatIsShorterThanTheLimitMayHaveANextOne() {
        PageRequest request = new PageRequest(50, Optional.empty(), TotalKind.NONE, LIST);

        assertThat(Page.of(rows(2), true, request, null, PageTest::cursorOf, String::valueOf)
                        .page()
                        .next())
                .isNotNull();
        assertThat(Page.of(List.<Integer>of(), true, request, null, PageTest::cursorOf, String::valueOf)
                        .page()
                        .next())
                .as("there is no row that a next page could begin after")
                .isNull();
    }
}
