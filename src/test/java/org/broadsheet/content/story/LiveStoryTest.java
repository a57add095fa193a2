package org.broadsheet.content.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LiveStoryTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    /** Readers do not see these, or not as a difference between two revisions. */
    private static final Set<String> NOT_COMPARED =
            Set.of("storyId", "revision", "renderingVersion", "publishedAt", "updatedAt");

    private static final Map<Class<?>, Object> VALUES = Map.of(
            String.class,
            "x",
            UUID.class,
            new UUID(1, 2),
            boolean.class,
            true,
            int.class,
            7,
            Instant.class,
            TIME,
            PlainFields.class,
            new ObjectMapper().convertValue(Map.of("title", "x"), PlainFields.class));

    private static List<Field> members() {
        return Arrays.stream(LiveStory.class.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                .toList();
    }

    private static Object value(Field member) {
        return switch (member.getName()) {
            case "taxonomy" -> new StoryTaxonomy(new UUID(1, 2), List.of(), List.of());
            case "links", "pins" -> Set.of(new LiveStory.Target(new UUID(1, 2), 0));
            default -> VALUES.get(member.getType());
        };
    }

    @Test
    void twoLookAlikeIfNoMemberThatReadersSeeDiffers() throws ReflectiveOperationException {
        assertThat(members()).hasSizeGreaterThan(15);
        for (Field member : members()) {
            LiveStory one = new LiveStory();
            LiveStory other = new LiveStory();
            assertThat(one.looksLike(other)).isTrue();
            member.set(other, value(member));
            assertThat(one.looksLike(other)).as(member.getName()).isEqualTo(NOT_COMPARED.contains(member.getName()));
            member.set(one, value(member));
            assertThat(one.looksLike(other)).as(member.getName()).isTrue();
        }
    }
}
