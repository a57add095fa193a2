package org.broadsheet.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.broadsheet.platform.database.Timestamps;
import org.broadsheet.platform.paging.Cursor.Edge;
import org.broadsheet.platform.paging.PageRequest.Start;
import org.broadsheet.platform.paging.PageRequest.TotalKind;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.Requests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {

    private static final UUID ID = UUID.fromString("01a20e3d-fccd-72b2-aeea-64f8d1e16ccf");
    private static final Instant TIME = Instant.parse("2026-11-29T10:00:00Z");
    private static final QueryParameter<String> TAG = QueryParameter.name("tag");

    private CursorSigner before;

    @BeforeEach
    void sign() {
        before = Cursor.signWith(new CursorSigner(List.of(new byte[32])));
    }

    @AfterEach
    void restore() {
        Cursor.signWith(before);
    }

    private static PageRequest request(String target) {
        return PageRequest.from(Requests.read(target, PageRequest.LIMIT, PageRequest.CURSOR, PageRequest.TOTAL, TAG));
    }

    private static void assertRejected(String target, Function<String, Object> parseKey) {
        assertThatThrownBy(() -> request(target).start(parseKey))
                .as(target)
                .hasMessageContaining(
                        "cursor: accepts the `page.next` or `page.previous` of a response to the same request");
    }

    @Test
    void aRequestWithoutParametersIsForTheFirstPage() {
        PageRequest request = request("/v1/tags");

        assertThat(request.limit()).isEqualTo(20);
        assertThat(request.cursor()).isEmpty();
        assertThat(request.total()).isEqualTo(TotalKind.NONE);
        assertThat(request.start(Timestamps::parse)).isEmpty();
    }

    @Test
    void aListMayHaveAnotherLimitByDefault() {
        assertThat(PageRequest.from(
                                Requests.read("/v1/tags", PageRequest.LIMIT, PageRequest.CURSOR), PageRequest.LIMIT, 3)
                        .limit())
                .isEqualTo(3);
        assertThat(PageRequest.from(
                                Requests.read("/v1/tags?limit=7", PageRequest.LIMIT, PageRequest.CURSOR),
                                PageRequest.LIMIT,
                                3)
                        .limit())
                .isEqualTo(7);
    }

    @Test
    void aCursorIsValidForItsListWithAnotherLimitAndTotal() {
        String cursor = new Cursor(TIME.toString(), ID.toString())
                .encode(request("/v1/tags?tag=memory").binding());

        assertThat(request("/v1/tags?limit=5&cursor=" + cursor + "&total=exact&tag=memory")
                        .start(Timestamps::parse))
                .contains(new Start<>(Edge.AFTER, TIME, ID));
    }

    @Test
    void aCursorIsNotValidForAnotherList() {
        String cursor = new Cursor(TIME.toString(), ID.toString())
                .encode(request("/v1/tags?tag=memory").binding());

        assertRejected("/v1/tags?cursor=" + cursor, Timestamps::parse);
        assertRejected("/v1/tags?tag=power&cursor=" + cursor, Timestamps::parse);
        assertRejected("/v1/authors?tag=memory&cursor=" + cursor, Timestamps::parse);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "+999999-01-01T00:00:00Z", "-0001-12-31T23:59:59Z", "7"})
    void aSignedCursorWithAKeyOfAnotherTypeIsRejected(String key) {
        String cursor =
                new Cursor(key, ID.toString()).encode(request("/v1/tags").binding());

        assertRejected("/v1/tags?cursor=" + cursor, Timestamps::parse);
    }

    @Test
    void aSignedCursorWithoutAnIdIsRejected() {
        String cursor =
                new Cursor(TIME.toString(), "memory").encode(request("/v1/tags").binding());

        assertRejected("/v1/tags?cursor=" + cursor, Timestamps::parse);
    }

    @Test
    void anEmptyCursorIsAMalformedParameter() {
        assertThatThrownBy(() -> request("/v1/tags?cursor=")).hasMessageStartingWith("cursor: accepts");
    }
}
