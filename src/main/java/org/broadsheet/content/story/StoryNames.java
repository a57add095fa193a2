package org.broadsheet.content.story;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.broadsheet.platform.naming.Named;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.problem.ProblemError;
import org.hibernate.Session;

/** The slugs, former slugs and ids by which editors' requests refer to stories. */
@ApplicationScoped
public class StoryNames {

    /** A story has all its slugs in one table, current and former ones. */
    private static final String FIND = """
            SELECT story_id AS id, slug FROM story_slug WHERE slug = ANY(:slugs)
            UNION ALL
            SELECT id, NULL FROM story WHERE id = ANY(:ids)""";

    private final Session database;

    StoryNames(Session database) {
        this.database = database;
    }

    /**
     * Returns the ids of the stories that the content names by id, current slug or former slug.
     *
     * @param pointer to the array of names
     * @param errors gets an entry for each unknown name, and for each repeated story
     */
    public List<UUID> idsOf(List<String> names, String pointer, List<ProblemError> errors) {
        return Named.inOrder(names, idsOf(names), "story", pointer, errors);
    }

    /** Returns the live stories among those named by slug or id, in the order of the names. */
    public List<UUID> liveIdsOf(List<String> names) {
        Map<String, UUID> ids = idsOf(names);
        Set<UUID> live = Set.copyOf(
                database.createNativeQuery("SELECT story_id FROM live_story WHERE story_id = ANY(:ids)", UUID.class)
                        .setParameter("ids", ids.values().toArray(UUID[]::new))
                        .getResultList());
        return names.stream()
                .map(ids::get)
                .filter(Objects::nonNull)
                .filter(live::contains)
                .toList();
    }

    /** Returns the ids of stories by id, current slug or former slug; an unknown name has no entry. */
    public Map<String, UUID> idsOf(Collection<String> names) {
        return names.isEmpty()
                ? Map.of()
                : Named.ids(
                        names,
                        database.createNativeQuery(FIND, Named.class)
                                .setParameter("slugs", Slug.slugsIn(names))
                                .setParameter("ids", Slug.idsIn(names))
                                .getResultList());
    }

    /**
     * Returns the id of the story with an id, current slug or former slug; an id is returned whether or not a story has
     * it.
     */
    public Optional<UUID> idOf(String name) {
        return Slug.id(name)
                .or(() -> StorySlug.<StorySlug>findByIdOptional(name).map(slug -> slug.storyId));
    }

    /** Returns each story's latest slug, or its id as long as it has no slug. */
    public List<String> of(List<UUID> ids) {
        Map<UUID, String> names = new LinkedHashMap<>();
        Story.<Story>list("id in ?1", ids)
                .forEach(story -> names.put(story.id, story.slug == null ? story.id.toString() : story.slug));
        List<String> inOrder = new ArrayList<>();
        ids.stream().filter(names::containsKey).map(names::get).forEach(inOrder::add);
        return inOrder;
    }
}
