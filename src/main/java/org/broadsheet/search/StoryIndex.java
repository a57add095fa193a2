package org.broadsheet.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Writes what search knows of live stories, in the transaction that makes them so. */
@ApplicationScoped
public class StoryIndex {

    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    private static final String READ = """
            SELECT l.story_id, l.published_at, l.language, l.title, l.excerpt, l.body_text,
                CAST((SELECT json_agg(n.name ORDER BY n.kind, n.position) FROM (
                    SELECT 1 AS kind, m.position, t.name FROM live_story_tag m JOIN tag t ON t.id = m.tag_id
                    WHERE m.story_id = l.story_id
                    UNION ALL
                    SELECT 2, m.position, a.name FROM live_story_author m JOIN author a ON a.id = m.author_id
                    WHERE m.story_id = l.story_id) n) AS text) AS names
            FROM live_story l WHERE l.story_id = ANY(CAST(:ids AS uuid[])) ORDER BY l.story_id""";

    /** What was counted of the story is counted out later, by the vector that it had. */
    private static final String FORGET = """
            WITH known AS (
                UPDATE story_title SET learnt_among = NULL
                FROM story_search s
                WHERE story_title.story_id = :id AND story_title.learnt_among IS NOT NULL AND s.story_id = :id
                AND s.vector <> CAST(:vector AS tsvector)
                RETURNING s.story_id, s.vector)
            INSERT INTO search_task (kind, subject_id, vector) SELECT 'forget', story_id, vector FROM known""";

    private static final String WRITE = """
            INSERT INTO story_search (story_id, published_at, vector)
            VALUES (:id, :publishedAt, CAST(:vector AS tsvector))
            ON CONFLICT (story_id) DO UPDATE SET vector = excluded.vector
            WHERE story_search.vector <> excluded.vector""";

    private static final String WRITE_TITLE = """
            INSERT INTO story_title (story_id, published_at, words, vector)
            VALUES (:id, :publishedAt, :words, CAST(:vector AS tsvector))
            ON CONFLICT (story_id) DO UPDATE SET words = excluded.words, vector = excluded.vector
            WHERE story_title.words <> excluded.words OR story_title.vector <> excluded.vector""";

    private final EntityManager database;
    private final ObjectMapper json;

    StoryIndex(EntityManager database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Has search find a live story by what it says now. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void show(UUID story) {
        database.flush();
        read(List.of(story)).forEach(text -> write(text, StoryVector.of(text)));
    }

    /** Those of the stories that are live. */
    List<StoryText> read(Collection<UUID> ids) {
        @SuppressWarnings("unchecked") // JPA's native queries are untyped
        List<Tuple> rows = database.createNativeQuery(READ, Tuple.class)
                .setParameter("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .getResultList();
        return rows.stream()
                .map(row -> new StoryText(
                        row.get("story_id", UUID.class),
                        row.get("published_at", Instant.class),
                        row.get("language", String.class),
                        row.get("title", String.class),
                        names(row.get("names", String.class)),
                        row.get("excerpt", String.class),
                        row.get("body_text", String.class)))
                .toList();
    }

    private List<String> names(String text) {
        try {
            return text == null ? List.of() : json.readValue(text, NAMES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database answered JSON that is none", e);
        }
    }

    /** Writes nothing where nothing is different. */
    void write(StoryText story, StoryVector vector) {
        database.createNativeQuery(FORGET)
                .setParameter("id", story.id())
                .setParameter("vector", vector.text())
                .executeUpdate();
        database.createNativeQuery(WRITE)
                .setParameter("id", story.id())
                .setParameter("publishedAt", story.publishedAt())
                .setParameter("vector", vector.text())
                .executeUpdate();
        database.createNativeQuery(WRITE_TITLE)
                .setParameter("id", story.id())
                .setParameter("publishedAt", story.publishedAt())
                .setParameter("words", vector.titleWords())
                .setParameter("vector", vector.titleText())
                .executeUpdate();
    }
}
