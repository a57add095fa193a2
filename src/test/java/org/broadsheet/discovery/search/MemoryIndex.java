package org.broadsheet.discovery.search;

import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.store.ByteBuffersDirectory;

/** An index of a few stories, in memory. Segments with deleted stories are never merged. */
final class MemoryIndex implements AutoCloseable {

    private final IndexWriter writer;
    private int number;

    MemoryIndex() throws IOException {
        writer = new IndexWriter(
                new ByteBuffersDirectory(),
                new IndexWriterConfig(StoryDocument.analyzer()).setMergePolicy(NoMergePolicy.INSTANCE));
    }

    /** A story, of which a test says what matters to it. */
    record Story(String slug, Instant time, String language, String title, UUID category, String tags, String authors) {

        Story at(String at) {
            return new Story(slug, Instant.parse(at), language, title, category, tags, authors);
        }

        Story in(UUID inCategory) {
            return new Story(slug, time, language, title, inCategory, tags, authors);
        }

        Story about(String ids) {
            return new Story(slug, time, language, title, category, ids, authors);
        }

        Story by(String ids) {
            return new Story(slug, time, language, title, category, tags, ids);
        }
    }

    UUID add(String language, String title) throws IOException {
        return add(language, title, UnaryOperator.identity());
    }

    UUID add(String language, String title, UnaryOperator<Story> with) throws IOException {
        number++;
        UUID id = new UUID(0, number);
        Story story = with.apply(
                new Story("story-" + number, Instant.parse("2026-03-01T00:00:00Z"), language, title, null, null, null));
        writer.addDocument(StoryDocument.of(new StoryText(
                id,
                story.slug(),
                story.time(),
                story.language(),
                story.title(),
                new String[0],
                "",
                story.category(),
                story.tags(),
                story.authors(),
                null,
                true)));
        writer.commit();
        return id;
    }

    void remove(UUID story) throws IOException {
        writer.deleteDocuments(StoryDocument.term(story));
    }

    <T> T read(StoryIndex.Reading<T> reading) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
            return reading.from(new LiveSearcher(reader));
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
