package org.broadsheet.content.story;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.broadsheet.changelog.TaxonomyKind;
import org.hibernate.Session;

/**
 * Reads and writes the entries of live stories, of which a story has several. Their rows have copies of the story's
 * sort keys, for the indexes of the lists of an entry's stories.
 */
@ApplicationScoped
public class LiveTaxonomy {

    private static final String IDS = "SELECT %s FROM %s WHERE story_id = :story ORDER BY position";

    private static final String REMOVE = "DELETE FROM %2$s WHERE story_id = :story AND %1$s <> ALL(:ids)";

    private static final String STORE = """
            INSERT INTO %2$s (story_id, %1$s, position, published_at, updated_at, title_key)
            SELECT l.story_id, n.id, n.place - 1, l.published_at, l.updated_at, l.title_key
            FROM live_story l, unnest(:ids) WITH ORDINALITY n (id, place)
            WHERE l.story_id = :story
            ON CONFLICT (story_id, %1$s) DO UPDATE SET position = excluded.position,
                published_at = excluded.published_at, updated_at = excluded.updated_at, title_key = excluded.title_key""";

    private final Session database;

    LiveTaxonomy(Session database) {
        this.database = database;
    }

    /** Sets the entries of a live story as they are in the database. */
    public void load(LiveStory story) {
        story.taxonomy = StoryTaxonomy.of(kind -> kind.isMany()
                ? database.createNativeQuery(IDS.formatted(kind.column(), kind.liveTable()), UUID.class)
                        .setParameter("story", story.storyId)
                        .getResultList()
                : story.categoryId == null ? List.of() : List.of(story.categoryId));
    }

    /** Stores the entries of a story that goes live or is updated; the story itself must be in this transaction. */
    public void store(LiveStory story) {
        database.flush();
        for (TaxonomyKind kind : TaxonomyKind.MANY) {
            for (String sql : List.of(REMOVE, STORE)) {
                database.createNativeMutationQuery(sql.formatted(kind.column(), kind.liveTable()))
                        .setParameter("story", story.storyId)
                        .setParameter("ids", story.taxonomy.ids(kind).toArray(UUID[]::new))
                        .executeUpdate();
            }
        }
    }
}
