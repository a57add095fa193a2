package org.broadsheet.editorial;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import org.broadsheet.http.GeneratedSlug;
import org.broadsheet.http.Slug;
import org.broadsheet.problem.ProblemError;
import org.broadsheet.problem.ProblemException;
import org.broadsheet.problem.ProblemType;

/** Gives slugs to stories, each to one story for ever. */
@ApplicationScoped
class StorySlugs {

    private final EntityManager database;

    StorySlugs(EntityManager database) {
        this.database = database;
    }

    /**
     * Takes the slug given, or the first free one made of the title.
     *
     * @return null as long as there is neither
     * @throws ProblemException 422 if the slug given has the form of an id, 409 if it is, or was, that of another story
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
        if (written.title() == null) {
            return null;
        }
        return GeneratedSlug.candidates(written.title(), "story")
                .filter(slug -> claim(slug, story))
                .findFirst()
                .orElseThrow();
    }

    /** Waits for whoever is about to take the same slug, and then leaves it to him. */
    private boolean claim(String slug, UUID story) {
        database.flush();
        return database.createNativeQuery("""
                        INSERT INTO story_slug (slug, story_id, was_live) VALUES (:slug, :story, false)
                        ON CONFLICT (slug) DO UPDATE SET story_id = story_slug.story_id
                        WHERE story_slug.story_id = excluded.story_id""")
                        .setParameter("slug", slug)
                        .setParameter("story", story)
                        .executeUpdate()
                == 1;
    }
}
