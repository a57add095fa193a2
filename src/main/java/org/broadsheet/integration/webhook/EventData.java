package org.broadsheet.integration.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.story.NamedReference;
import org.broadsheet.content.story.StoryQuery;
import org.broadsheet.content.story.StoryRepresentation;
import org.broadsheet.content.story.StorySelection;
import org.hibernate.Session;

/** Reads the data of events. */
@ApplicationScoped
class EventData {

    private static final String SLUGS = """
            SELECT story_id, slug FROM story_slug WHERE was_live AND story_id = ANY(:ids)
            ORDER BY story_id, slug""";

    private static final String ENTRIES = Arrays.stream(TaxonomyKind.values())
            .map(kind -> "SELECT id, slug, %s AS name FROM %s WHERE id = ANY(:ids)"
                    .formatted(kind.nameColumn(), kind.table()))
            .collect(Collectors.joining(" UNION ALL "));

    /** A slug under which a story has been live. */
    private record LiveSlug(UUID story, String slug) {}

    private final Session database;
    private final StoryQuery stories;

    EventData(Session database, StoryQuery stories) {
        this.database = database;
        this.stories = stories;
    }

    /** Returns the data by subject. */
    Map<UUID, WebhookEvent.Data> of(List<Outbox.Row> rows) {
        Map<UUID, WebhookEvent.Data> data = new HashMap<>();
        List<UUID> ids = subjects(rows, Outbox.Row::isOfStory);
        Map<UUID, StoryRepresentation> live = stories.live(ids, StorySelection.SUMMARY_WITH_CORRECTIONS);
        Map<UUID, List<String>> slugs = rows(SLUGS, LiveSlug.class, ids).stream()
                .collect(Collectors.groupingBy(
                        LiveSlug::story, Collectors.mapping(LiveSlug::slug, Collectors.toList())));
        ids.forEach(id ->
                data.put(id, new WebhookEvent.Data(id, live.get(id), slugs.getOrDefault(id, List.of()), null)));
        List<UUID> others = subjects(rows, row -> !row.isOfStory());
        Map<UUID, NamedReference> entries = rows(ENTRIES, NamedReference.class, others).stream()
                .collect(Collectors.toMap(NamedReference::id, entry -> entry));
        others.forEach(id -> data.put(id, new WebhookEvent.Data(id, null, null, entries.get(id))));
        return data;
    }

    private static List<UUID> subjects(List<Outbox.Row> rows, Predicate<Outbox.Row> which) {
        return rows.stream().filter(which).map(Outbox.Row::subject).distinct().toList();
    }

    private <R> List<R> rows(String sql, Class<R> row, Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : database.createNativeQuery(sql, row)
                        .setParameter("ids", ids.toArray(UUID[]::new))
                        .getResultList();
    }
}
