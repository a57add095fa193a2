package org.broadsheet.discovery.search;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;
import org.broadsheet.discovery.search.LanguageTerms.Terms;

/**
 * Converts a story to a Lucene document. All texts of a story are in one field, and each language has a field of its
 * own, so that each language has its own statistics and stop words. The title is indexed several times, which has the
 * effect of field weights in BM25F.
 *
 * @see <a href="https://doi.org/10.1145/1031171.1031181">Robertson, Zaragoza and Taylor: Simple BM25 extension to
 *     multiple weighted fields</a>
 */
final class StoryDocument {

    /** The version of the index. It must change whenever an existing index has to be rebuilt. */
    static final String VERSION = "5";

    static final String ID = "id";
    static final String ID_HIGH = "id.high";
    static final String ID_LOW = "id.low";
    static final String SLUG = "slug";
    static final String TITLE = "title";
    static final String PUBLISHED = "published";
    static final String LANGUAGE = "language";
    static final String CATEGORY = "category";
    static final String TAG = "tag";
    static final String AUTHOR = "author";

    /** The field of stories that are not shown among related stories. */
    static final String HIDDEN = "hidden";

    private static final String TEXT = "text.";
    private static final String EXACT = "words.";

    private static final int TITLE_WEIGHT = 3;
    private static final int NAMES_WEIGHT = 2;

    private StoryDocument() {}

    /** Returns the name of the field with the stems of stories in a language. */
    static String text(String language) {
        return TEXT + language;
    }

    /** Returns the name of the field with the words of stories in a language as written. */
    static String exact(String language) {
        return EXACT + language;
    }

    /** Returns the analyzer, which depends on the field. */
    static Analyzer analyzer() {
        return new DelegatingAnalyzerWrapper(Analyzer.PER_FIELD_REUSE_STRATEGY) {
            @Override
            protected Analyzer getWrappedAnalyzer(String field) {
                return field.startsWith(TEXT)
                        ? StoryAnalyzer.stemmed(field.substring(TEXT.length()))
                        : StoryAnalyzer.exact(LanguageRules.UNKNOWN);
            }
        };
    }

    static Term term(UUID story) {
        return new Term(ID, bytes(story));
    }

    static BytesRef bytes(UUID id) {
        return new BytesRef(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }

    /** Returns a query for stories that have any of the ids in a field. */
    static Query anyOf(String field, Collection<UUID> ids) {
        return new TermInSetQuery(field, ids.stream().map(StoryDocument::bytes).toList());
    }

    static UUID id(BytesRef bytes) {
        ByteBuffer id = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
        return new UUID(id.getLong(), id.getLong());
    }

    static Document of(StoryText story) {
        Document document = new Document();
        document.add(new StringField(ID, bytes(story.id()), Field.Store.NO));
        document.add(new NumericDocValuesField(ID_HIGH, story.id().getMostSignificantBits()));
        document.add(new NumericDocValuesField(ID_LOW, story.id().getLeastSignificantBits()));
        document.add(new StringField(SLUG, story.slug(), Field.Store.NO));
        document.add(new StringField(LANGUAGE, story.language(), Field.Store.NO));
        document.add(new LongPoint(PUBLISHED, story.time().toEpochMilli()));
        document.add(new NumericDocValuesField(PUBLISHED, story.time().toEpochMilli()));
        addIds(document, CATEGORY, Stream.ofNullable(story.category()).toList());
        addIds(document, TAG, ids(story.tags()));
        addIds(document, AUTHOR, ids(story.authors()));
        if (!story.shownInRelated()) {
            document.add(new StringField(HIDDEN, "true", Field.Store.NO));
        }
        addTexts(document, story);
        return document;
    }

    /** @param text ids, separated by spaces; null for none */
    static List<UUID> ids(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(" ")).map(UUID::fromString).toList();
    }

    private static void addIds(Document document, String field, List<UUID> ids) {
        for (UUID id : ids) {
            document.add(new StringField(field, bytes(id), Field.Store.NO));
            document.add(new SortedSetDocValuesField(field, bytes(id)));
        }
    }

    private static void addTexts(Document document, StoryText story) {
        String language = LanguageRules.language(story.language());
        Set<String> exact = new HashSet<>();
        addText(document, language, TITLE_WEIGHT, story.title(), exact);
        addText(document, language, NAMES_WEIGHT, story.names() == null ? "" : story.names(), exact);
        for (String text : story.shortTexts()) {
            addText(document, language, 1, text, exact);
        }
        addText(document, language, 1, story.body(), exact);
        exact.forEach(word -> document.add(new StringField(exact(language), word, Field.Store.NO)));
        document.add(new TextField(TITLE, story.title(), Field.Store.NO));
    }

    private static void addText(Document document, String language, int weight, String text, Set<String> exact) {
        LanguageTerms terms = LanguageTerms.of(language);
        TokenList stems = TokenList.of(text, StoryAnalyzer.tokens(language), token -> {
            Terms found = terms.ofToken(token);
            found.exact().ifPresent(exact::add);
            return found.stem();
        });
        for (int time = 0; time < weight; time++) {
            document.add(new TextField(text(language), stems.stream()));
        }
    }

    /** Returns title, excerpt and body as one text, in which the title has the same weight as in the index. */
    static String comparable(StoryText story) {
        return String.join(
                "\n", (story.title() + "\n").repeat(TITLE_WEIGHT), String.join("\n", story.shortTexts()), story.body());
    }
}
