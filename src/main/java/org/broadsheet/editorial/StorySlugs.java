package org.broadsheet.editorial;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.broadsheet.http.Slug;
import org.broadsheet.problem.ProblemError;
import org.broadsheet.problem.ProblemException;
import org.broadsheet.problem.ProblemType;

/** Gives slugs to stories, each to one story for ever. */
@ApplicationScoped
class StorySlugs {

    /** After so many numbers that are taken, a random suffix finds a free slug at once. */
    private static final int NUMBERS = 20;

    private static final int BASE = 36;

    private final EntityManager database;

    StorySlugs(EntityManager database) {
        this.database = database;
    }

    /**
     * Takes the slug given, or the first free one made of the title.
     *
     * @return null as long as there is neither
     * @throws ProblemException 409 if the slug given is, or was, that of another story
     */
    String claim(UUID story, WrittenStory written) {
        if (written.slug() != null) {
            if (Slug.isId(written.slug())) {
                throw ProblemException.invalidContent("/slug", "accepts a slug that has not the form of an id");
            }
            if (!claim(written.slug(), story)) {
                throw ProblemException.of(
                        ProblemType.CONFLICT,
                        List.of(ProblemError.at(
                                "/slug", "the slug " + written.slug() + " is, or was, that of another story")));
            }
            return written.slug();
        }
        if (written.title() == null) {
            return null;
        }
        String base = Slug.of(written.title()).orElse("story");
        return Stream.concat(
                        IntStream.rangeClosed(1, NUMBERS).mapToObj(number -> number == 1 ? base : base + "-" + number),
                        Stream.generate(() -> base + "-" + random()))
                .filter(slug -> claim(slug, story))
                .findFirst()
                .orElseThrow();
    }

    private static String random() {
        return Long.toString(ThreadLocalRandom.current().nextLong(BASE * BASE * BASE, Integer.MAX_VALUE), BASE);
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
