package db.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.content.body.TextLength;
import org.broadsheet.content.tag.TagName;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * Gives tags the key by which they are found by name, and measures the texts of live stories again. Both need ICU.
 *
 * <p>A story whose length differs gets a row in the change log, as readers see the difference; its time of update stays,
 * as no editor changed it.
 */
// Declared again: Quarkus looks for direct implementors, in the package of the SQL migrations.
public class V11__Names_of_tags_and_lengths_of_texts extends BaseJavaMigration implements JavaMigration {

    private static final int FETCH_SIZE = 200;

    private static final String RECORD = """
            INSERT INTO change (type, subject_id, spreads, was_category_id, was_language, was_tag_ids, was_author_ids)
            SELECT 'story.updated', l.story_id, false, l.category_id, l.language,
                ARRAY(SELECT tag_id FROM live_story_tag t WHERE t.story_id = l.story_id),
                ARRAY(SELECT author_id FROM live_story_author a WHERE a.story_id = l.story_id)
            FROM live_story l JOIN measured m USING (story_id)
            WHERE m.words <> l.word_count OR m.minutes <> l.reading_minutes""";

    private static final String UPDATE = """
            UPDATE live_story l SET word_count = m.words, reading_minutes = m.minutes FROM measured m
            WHERE m.story_id = l.story_id AND (m.words <> l.word_count OR m.minutes <> l.reading_minutes)""";

    @Override
    public void migrate(Context context) throws SQLException {
        Connection database = context.getConnection();
        execute(database, "ALTER TABLE tag ADD COLUMN lookup_name text COLLATE \"C\"");
        nameTags(database);
        execute(database, "CREATE UNIQUE INDEX tag_by_lookup_name ON tag (lookup_name)");
        execute(
                database,
                "CREATE TEMPORARY TABLE measured (story_id uuid PRIMARY KEY, words integer, minutes integer)"
                        + " ON COMMIT DROP");
        measureStories(database);
        execute(database, RECORD);
        execute(database, UPDATE);
    }

    private static void execute(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Of tags with the same name, the oldest is found by it. */
    private static void nameTags(Connection database) throws SQLException {
        Map<String, UUID> tags = new LinkedHashMap<>();
        try (Statement read = database.createStatement();
                ResultSet rows = read.executeQuery("SELECT id, name FROM tag ORDER BY id")) {
            while (rows.next()) {
                tags.putIfAbsent(TagName.key(rows.getString("name")), rows.getObject("id", UUID.class));
            }
        }
        try (PreparedStatement write = database.prepareStatement("UPDATE tag SET lookup_name = ? WHERE id = ?")) {
            for (Map.Entry<String, UUID> tag : tags.entrySet()) {
                write.setString(1, tag.getKey());
                write.setObject(2, tag.getValue());
                write.addBatch();
            }
            write.executeBatch();
        }
    }

    private static void measureStories(Connection database) throws SQLException {
        try (Statement read = database.createStatement();
                PreparedStatement write = database.prepareStatement("INSERT INTO measured VALUES (?, ?, ?)")) {
            read.setFetchSize(FETCH_SIZE);
            ResultSet stories = read.executeQuery("SELECT story_id, language, body_text FROM live_story");
            for (int row = 1; stories.next(); row++) {
                TextLength length = TextLength.of(stories.getString("body_text"), stories.getString("language"));
                write.setObject(1, stories.getObject("story_id", UUID.class));
                write.setInt(2, length.words());
                write.setInt(3, length.readingMinutes());
                write.addBatch();
                if (row % FETCH_SIZE == 0) {
                    write.executeBatch();
                }
            }
            write.executeBatch();
        }
    }
}
