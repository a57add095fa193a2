package org.broadsheet.content.story;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.problem.ProblemError;
import org.hibernate.Session;

/** The slugs and ids by which editors' input refers to stories. */
@ApplicationScoped
public class StoryNames {

    private final EntityManager database;

    StoryNames(EntityManager database) {
        this.database = database;
    }

    /**
     * Returns the ids of the stories that the content names by id, current slug or former slug.
     *
     * @param pointer to the array of names
     * @param errors gets an entry for each unknown name, and for each repeated story
     */
    public List<UUID> idsOf(List<String> names, String pointer, List<ProblemError> errors) {
        return inOrder(names, idsOf(names), "story", pointer, errors);
    }

    /** Returns the live stories among those named by slug or id, in the order of the names. */
    public List<UUID> liveIdsOf(List<String> names) {
        Map<String, UUID> ids = idsOf(names);
        Set<UUID> live = Set.copyOf(database.unwrap(Session.class)
                .createNativeQuery("SELECT story_id FROM live_story WHERE story_id = ANY(:ids)", UUID.class)
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
        Map<String, UUID> ids = new HashMap<>();
        if (names.isEmpty()) {
            return ids;
        }
        @SuppressWarnings("unchecked") // JPA's native queries are untyped
        List<Tuple> rows = database.createNativeQuery("""
                        SELECT slug AS name, story_id AS id FROM story_slug WHERE slug = ANY(CAST(:slugs AS text[]))
                        UNION ALL
                        SELECT CAST(id AS text), id FROM story WHERE id = ANY(CAST(:ids AS uuid[]))""", Tuple.class)
                .setParameter(
                        "slugs", names.stream().filter(name -> !Slug.isId(name)).toArray(String[]::new))
                .setParameter("ids", names.stream().filter(Slug::isId).toArray(String[]::new))
                .getResultList();
        rows.forEach(row -> ids.put(row.get("name", String.class), row.get("id", UUID.class)));
        names.stream()
                .filter(Slug::isId)
                .filter(name -> ids.containsKey(name.toLowerCase(Locale.ROOT)))
                .forEach(name -> ids.put(name, ids.get(name.toLowerCase(Locale.ROOT))));
        return ids;
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

    /**
     * Returns the ids of the names, in the order of the names.
     *
     * @param word what is named, for problems
     * @param pointer to the array of names
     * @param errors gets an entry for each unknown name, and for each repeated id
     */
    public static List<UUID> inOrder(
            List<String> names, Map<String, UUID> ids, String word, String pointer, List<ProblemError> errors) {
        for (int position = 0; position < names.size(); position++) {
            if (!ids.containsKey(names.get(position))) {
                errors.add(
                        ProblemError.at(pointer + "/" + position, "there is no " + word + " " + names.get(position)));
            }
        }
        List<UUID> named = names.stream().map(ids::get).toList();
        errors.addAll(ProblemError.repeats(pointer, named));
        return named.stream().filter(Objects::nonNull).toList();
    }
}
