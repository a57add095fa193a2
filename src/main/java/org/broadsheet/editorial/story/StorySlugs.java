package org.broadsheet.editorial.story;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.broadsheet.platform.naming.GeneratedSlug;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.problem.ProblemError;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.hibernate.Session;

/** Assigns slugs to stories; a slug belongs to one story for ever. */
@ApplicationScoped
class StorySlugs {

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
        return GeneratedSlug.candidates(written.plain().title(), "story")
                .filter(slug -> claim(slug, story))
                .findFirst()
                .orElseThrow();
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
