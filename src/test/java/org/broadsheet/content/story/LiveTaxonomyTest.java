package org.broadsheet.content.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.Editor;
import org.broadsheet.changelog.TaxonomyKind;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LiveTaxonomyTest {

    @Inject
    Session database;

    @Inject
    LiveTaxonomy taxonomy;

    @Transactional
    List<UUID> ids(String story, TaxonomyKind kind) {
        LiveStory live = LiveStory.findById(UUID.fromString(story));
        taxonomy.load(live);
        return live.taxonomy.ids(kind);
    }

    /** Returns the number of the story's rows whose copies equal the story's own sort keys, and of all its rows. */
    @Transactional
    List<Long> rows(String story, TaxonomyKind kind) {
        String all = "SELECT count(*) FROM %s m JOIN live_story l USING (story_id) WHERE story_id = :story"
                .formatted(kind.liveTable());
        String equal =
                all + " AND (m.published_at, m.updated_at, m.title_key) = (l.published_at, l.updated_at, l.title_key)";
        return List.of(count(equal, story), count(all, story));
    }

    private Long count(String sql, String story) {
        return database.createNativeQuery(sql, Long.class)
                .setParameter("story", UUID.fromString(story))
                .getSingleResult();
    }

    private static String author(String name) {
        return Editor.post("/v1/admin/authors", Map.of("name", name)).path("slug");
    }

    @Test
    void anUpdateStoresTheEntriesInTheirOrderWithTheSortKeysOfTheStory() {
        String one = author("Live taxonomy one");
        String other = author("Live taxonomy other");
        Map<String, Object> whole = Editor.whole("Live taxonomy");
        whole.put("authors", List.of(one, other));
        whole.put("tags", List.of("Live taxonomy tag"));
        String path = Editor.live(whole);
        String story = path.substring(path.lastIndexOf('/') + 1);
        List<UUID> before = ids(story, TaxonomyKind.AUTHOR);
        assertThat(before).hasSize(2);
        assertThat(rows(story, TaxonomyKind.AUTHOR)).containsExactly(2L, 2L);
        assertThat(rows(story, TaxonomyKind.TAG)).containsExactly(1L, 1L);

        Editor.patch(path, Map.of("title", "Another title", "authors", List.of(other, one), "tags", List.of()));
        Editor.act(path + "/publish").then().statusCode(200);

        assertThat(ids(story, TaxonomyKind.AUTHOR)).containsExactly(before.get(1), before.get(0));
        assertThat(rows(story, TaxonomyKind.AUTHOR)).containsExactly(2L, 2L);
        assertThat(rows(story, TaxonomyKind.TAG)).containsExactly(0L, 0L);

        Editor.patch(path, Map.of("authors", List.of(one)));
        Editor.act(path + "/publish").then().statusCode(200);

        assertThat(ids(story, TaxonomyKind.AUTHOR)).containsExactly(before.get(0));
        assertThat(rows(story, TaxonomyKind.AUTHOR)).containsExactly(1L, 1L);
    }
}
