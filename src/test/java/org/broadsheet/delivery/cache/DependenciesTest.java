package org.broadsheet.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.delivery.cache.CacheGroup.Kind;
import org.junit.jupiter.api.Test;

class DependenciesTest {

    private static final UUID ONE = new UUID(1, 1);
    private static final UUID OTHER = new UUID(1, 2);

    private final Dependencies dependencies = new Dependencies();

    private List<String> kinds() {
        return dependencies.groups().stream()
                .map(group -> group.kind().name())
                .sorted()
                .toList();
    }

    @Test
    void aGroupIsNamedOnce() {
        dependencies.on(Kind.of(TaxonomyKind.TAG), ONE);
        dependencies.on(Kind.of(TaxonomyKind.TAG), List.of(ONE, OTHER));
        dependencies.on(CacheGroup.STORIES);

        assertThat(kinds()).containsExactly("STORIES", "TAG", "TAG");
    }

    @Test
    void aListDependsOnAllOfItsKindAndOnTheNumbersOfStories() {
        dependencies.onList(Kind.of(TaxonomyKind.TAG), List.of(ONE, OTHER));

        assertThat(kinds()).containsExactly("STORIES_OF", "STORIES_OF", "TAGS");
    }

    @Test
    void whatWasNotFoundMayComeIntoExistence() {
        dependencies.onOne(Kind.of(TaxonomyKind.TAG), Optional.empty());
        assertThat(kinds()).containsExactly("TAGS");
    }

    @Test
    void whatWasFoundDependsOnItselfAndItsNumberOfStories() {
        dependencies.onOne(Kind.of(TaxonomyKind.TAG), Optional.of(ONE));
        assertThat(dependencies.groups())
                .containsExactlyInAnyOrder(
                        CacheGroup.of(Kind.of(TaxonomyKind.TAG), ONE), CacheGroup.of(Kind.STORIES_OF, ONE));
    }
}
