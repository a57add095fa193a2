package db.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database from before is brought up to date, in a schema of its own. */
@Tag("endurance")
@QuarkusTest
class V11Test {

    private static final String SCHEMA = "before_v11";

    @Inject
    DataSource database;

    private FluentConfiguration upTo(String version) {
        return Flyway.configure()
                .dataSource(database)
                .schemas(SCHEMA)
                .locations("db/migration")
                .javaMigrations(new V11__Names_of_tags_and_lengths_of_texts())
                .target(version);
    }

    private List<List<String>> run(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = " + SCHEMA + ", public");
            List<List<String>> rows = new ArrayList<>();
            if (statement.execute(sql)) {
                ResultSet found = statement.getResultSet();
                while (found.next()) {
                    List<String> row = new ArrayList<>();
                    for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                        row.add(found.getString(column));
                    }
                    rows.add(row);
                }
            }
            statement.execute("SET search_path = DEFAULT");
            return rows;
        }
    }

    @AfterEach
    void dropSchema() throws SQLException {
        run("DROP SCHEMA " + SCHEMA + " CASCADE");
    }

    private void story(UUID category, String slug, String language, String text, int words) throws SQLException {
        UUID id = UUID.randomUUID();
        run(
                "INSERT INTO story (id, status, latest_revision, created_at, updated_at) VALUES ('%s', 'published', 1, now(), now())"
                        .formatted(id));
        run("INSERT INTO story_slug VALUES ('%s', '%s', true)".formatted(slug, id));
        run("""
                INSERT INTO live_story (story_id, revision, slug, title, title_key, excerpt, category_id, language,
                    published_at, updated_at, show_in_related, reading_minutes, word_count, outline, body_html,
                    body_blocks, body_markdown, body_text)
                VALUES ('%s', 1, '%s', 't', 't', 'e', '%s', '%s', '2026-01-01', '2026-01-01', true, 1, %d, '[]', '',
                    '[]', '', '%s')""".formatted(id, slug, category, language, words, text));
    }

    @Test
    void liveStoriesAreMeasuredAgainAndTagsAreFoundByName() throws SQLException {
        upTo("9").load().migrate();
        UUID category = UUID.randomUUID();
        run(
                "INSERT INTO category (id, slug, name, position, created_at, updated_at) VALUES ('%s', 'c', 'C', 0, now(), now())"
                        .formatted(category));
        story(category, "thai", "th", "ฉันรักภาษาไทย".repeat(120), 1);
        story(category, "english", "en", "Three short words", 3);
        for (String tag : List.of("1 c C++", "2 c-2 c＋＋", "3 net NET")) {
            String[] parts = tag.split(" ");
            run(
                    "INSERT INTO tag (id, slug, name, name_key, created_at, updated_at) VALUES ('%s', '%s', '%s', 'k', now(), now())"
                            .formatted(new UUID(0, Long.parseLong(parts[0])), parts[1], parts[2]));
        }

        upTo("11").load().migrate();

        assertThat(
                        run(
                                "SELECT slug, word_count, reading_minutes, updated_at = '2026-01-01' FROM live_story ORDER BY 1"))
                .containsExactly(List.of("english", "3", "1", "t"), List.of("thai", "480", "3", "t"));
        assertThat(
                        run(
                                "SELECT c.type, l.slug, c.was_language FROM change c JOIN live_story l ON l.story_id = subject_id"))
                .containsExactly(List.of("story.updated", "thai", "th"));
        assertThat(run("SELECT slug, coalesce(lookup_name, '') FROM tag ORDER BY id"))
                .containsExactly(List.of("c", "c++"), List.of("c-2", ""), List.of("net", "net"));
    }
}
