package org.broadsheet.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class JsonMembersTest {

    private record Inner(String title, int width) {}

    private record Outer(String id, @JsonUnwrapped Inner inner, Inner nested) {}

    @Test
    void theMembersOfAnUnwrappedRecordAreMembersOfTheOther() {
        assertThat(JsonMembers.of(Outer.class)).containsExactly("id", "title", "width", "nested");
    }

    @Test
    void theOrderIsThatOfTheJson() {
        Inner inner = new Inner("a", 1);
        assertThat(new ObjectMapper().valueToTree(new Outer("x", inner, inner)).fieldNames())
                .toIterable()
                .containsExactlyElementsOf(JsonMembers.of(Outer.class));
    }

    @Test
    void onlyTheUnwrappedComponentIsNoMember() {
        assertThat(JsonMembers.isUnwrapped(Outer.class, "inner")).isTrue();
        assertThat(JsonMembers.isUnwrapped(Outer.class, "nested")).isFalse();
        assertThat(JsonMembers.isUnwrapped(Outer.class, "other")).isFalse();
    }
}
