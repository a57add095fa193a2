package db.migration;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * Gives tags the key by which they are found by name, and measures the texts of live stories again. Both need ICU. The
 * migration has its own copy of the code, because a migration must not change when the program does.
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
                tags.putIfAbsent(key(rows.getString("name")), rows.getObject("id", UUID.class));
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

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    /** Returns the key of a tag's name, as it was when this migration was written. */
    private static String key(String name) {
        String folded = Normalizer2.getNFKCCasefoldInstance().normalize(name);
        return SPACES.matcher(folded).replaceAll(" ").strip();
    }

    /** The length of a text, as it was measured when this migration was written. */
    private record TextLength(int words, int readingMinutes) {

        private static final int WORDS_PER_MINUTE = 238;

        private static final int CHARACTERS_PER_MINUTE = 500;

        private static final Pattern ADDRESS =
                Pattern.compile("(?<![A-Za-z0-9])(?:[A-Za-z][A-Za-z0-9+.-]{1,15}://|www\\.)[!-~]++"
                        + "|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]++@[A-Za-z0-9.-]++");

        /** Hyphens, and the ampersand of {@code AT&T}. */
        private static final String JOINERS = "-&\u2010\u2011";

        /**
         * Prototypes by language: loading one takes a millisecond, cloning one is fast, and an iterator is not thread-safe.
         */
        private static final Map<String, BreakIterator> WORDS = new ConcurrentHashMap<>();

        /**
         * Measures a text.
         *
         * @param language a BCP 47 tag; empty if it is not known
         */
        static TextLength of(String text, String language) {
            Count count = new Count(ULocale.forLanguageTag(language).getLanguage());
            Matcher address = ADDRESS.matcher(text);
            int start = 0;
            while (address.find()) {
                count.add(text.substring(start, address.start()));
                count.words++;
                count.spacedWords++;
                start = address.end();
            }
            count.add(text.substring(start));
            long time = (long) count.characters * WORDS_PER_MINUTE + (long) count.spacedWords * CHARACTERS_PER_MINUTE;
            long minute = (long) WORDS_PER_MINUTE * CHARACTERS_PER_MINUTE;
            return new TextLength(count.words, (int) Math.max(1, (time + minute - 1) / minute));
        }

        private static final class Count {

            private final BreakIterator breaks;
            private int words;
            private int spacedWords;

            /** Number of Chinese and Japanese characters. */
            private int characters;

            Count(String language) {
                breaks = (BreakIterator)
                        WORDS.computeIfAbsent(language, name -> BreakIterator.getWordInstance(new ULocale(name)))
                                .clone();
            }

            void add(String text) {
                breaks.setText(text);
                int start = breaks.first();
                int endOfWord = -1;
                for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
                    if (breaks.getRuleStatus() >= BreakIterator.WORD_NONE_LIMIT) {
                        int dense = (int) text.substring(start, end)
                                .codePoints()
                                .filter(Count::isDense)
                                .count();
                        boolean continues = dense == 0
                                && start == endOfWord + 1
                                && endOfWord > 0
                                && JOINERS.indexOf(text.charAt(endOfWord)) >= 0;
                        if (!continues) {
                            words++;
                            spacedWords += dense == 0 ? 1 : 0;
                        }
                        characters += dense;
                        endOfWord = dense == 0 ? end : -1;
                    }
                    start = end;
                }
            }

            private static boolean isDense(int codePoint) {
                return switch (Character.UnicodeScript.of(codePoint)) {
                    case HAN, HIRAGANA, KATAKANA -> true;
                    default -> codePoint == 'ー' || codePoint == 'ｰ';
                };
            }
        }
    }
}
