package org.broadsheet.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.delivery.cache.CacheGroup.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CacheGroupTest {

    private static final UUID ID = UUID.fromString("01a20e3d-fccd-72b2-aeea-64f8d1e16ccf");

    @Test
    void aNameIsTheKindAndADigestOfTheId() {
        // The first 16 bytes of the SHA-256 of the 16 bytes of the id.
        assertThat(CacheGroup.of(Kind.STORY, ID).name())
                .matches("story-[A-Za-z0-9_-]{22}")
                .doesNotContain("01a20e3d");
        assertThat(CacheGroup.of(Kind.STORY, ID)).isEqualTo(CacheGroup.of(Kind.STORY, UUID.fromString(ID.toString())));
        assertThat(CacheGroup.of(Kind.STORIES_OF, ID)).isNotEqualTo(CacheGroup.of(Kind.STORY, ID));
    }

    @ParameterizedTest
    @MethodSource("org.broadsheet.delivery.cache.CacheGroup$Kind#values")
    void everyCacheUnderstandsTheNames(Kind kind) {
        Random random = new Random(kind.name().hashCode());
        Set<String> names = Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()))
                .limit(2_000)
                .map(id -> CacheGroup.of(kind, id).name())
                .collect(Collectors.toSet());

        assertThat(names).hasSize(2_000).allMatch(name -> name.matches("[A-Za-z0-9_-]{1,32}"));
    }

    @Test
    void aLanguageIsNamedByItselfUnlessItIsLong() {
        assertThat(CacheGroup.ofLanguage("pt-BR").name()).isEqualTo("lang-pt-BR");
        assertThat(CacheGroup.ofLanguage("de-CH-1996-x-abc").name()).isEqualTo("lang-de-CH-1996-x-abc");
        assertThat(CacheGroup.ofLanguage("de-CH-1996-x-abcd").name()).matches("lang-[A-Za-z0-9_-]{22}");
        assertThat(CacheGroup.ofLanguage("de-CH-1996-x-abcd")).isNotEqualTo(CacheGroup.ofLanguage("de-CH-1996-x-abce"));
    }

    @Test
    void aWiderGroupHasNoWiderOne() {
        assertThat(Kind.STORY.wider()).contains(CacheGroup.STORIES);
        assertThat(Kind.STORIES_IN_LANGUAGE.wider()).contains(CacheGroup.STORIES);
        assertThat(Kind.SIMILAR_TO.wider()).isEmpty();
        for (Kind kind : Kind.values()) {
            kind.wider()
                    .ifPresent(wider ->
                            assertThat(wider.kind().wider()).as(kind.name()).isEmpty());
        }
    }
}
