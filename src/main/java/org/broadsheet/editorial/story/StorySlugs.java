package org.broadsheet.editorial.story;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.broadsheet.content.story.Revision;
import org.broadsheet.platform.naming.GeneratedSlug;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.problem.ProblemError;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.hibernate.Session;

/** Assigns slugs to stories; a slug belongs to one story for ever. */
@ApplicationScoped
class StorySlugs {

    /** Beyond it, a slug counts as given. */
    private static final int MOST_EQUAL_TITLES = 20;

    private final Session database;

    StorySlugs(Session database) {
        this.database = database;
    }

    /**
     * Claims the given slug, or the first free one generated from the title.
     *
     * @return null if there is neither slug nor title
     * @throws ProblemException 422 if the given slug is a UUID, 409 if another story has or had it
     */
    String claim(UUID story, StoryInput written) {
        if (written.slug() != null) {
            if (!claim(Slug.given(written.slug()), story)) {
                throw ProblemException.of(
                        ProblemType.CONFLICT,
                        List.of(ProblemError.at(
                                "/slug", "the slug " + written.slug() + " belongs or belonged to another story")));
            }
            return written.slug();
        }
        if (written.plain().title() == null) {
            return null;
        }
        return candidates(written.plain().title())
                .filter(slug -> claim(slug, story))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> candidates(String title) {
        return GeneratedSlug.candidates(title, "story");
    }

    /** Checks whether a slug was generated from a title. */
    static boolean isGenerated(String slug, String title) {
        return title != null && candidates(title).limit(MOST_EQUAL_TITLES).anyMatch(slug::equals);
    }

    /** Gives a slug up that only one revision has, and that readers have never seen. */
    void release(Revision.Key only, String slug) {
        database.createNativeMutationQuery("""
                        DELETE FROM story_slug
                        WHERE slug = :slug AND story_id = :story AND NOT was_live AND NOT EXISTS
                            (SELECT 1 FROM revision r
                             WHERE r.story_id = :story AND r.number <> :number AND r.content ->> 'slug' = :slug)""")
                .setParameter("slug", slug)
                .setParameter("story", only.storyId())
                .setParameter("number", only.number())
                .executeUpdate();
    }

    /** Waits for a concurrent transaction that claims the same slug, which wins if it commits. */
    private boolean claim(String slug, UUID story) {
        database.flush();
        return database.createNativeMutationQuery("""
                        INSERT INTO story_slug (slug, story_id, was_live) VALUES (:slug, :story, false)
                        ON CONFLICT (slug) DO UPDATE SET story_id = story_slug.story_id
                        WHERE story_slug.story_id = excluded.story_id""")
                        .setParameter("slug", slug)
                        .setParameter("story", story)
                        .executeUpdate()
                == 1;
    }
}
