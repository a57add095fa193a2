package org.broadsheet.discovery.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.NRTCachingDirectory;
import org.apache.lucene.util.IOUtils;
import org.jboss.logging.Logger;

/**
 * A Lucene index of stories that is open. What is in it can be read from the database again at any time.
 *
 * @param isTemporary whether the folder goes with it
 */
record StoryIndex(
        Path folder, boolean isTemporary, Directory directory, IndexWriter writer, SearcherManager searchers) {

    private static final Logger LOG = Logger.getLogger(StoryIndex.class);

    private static final double BUFFER_MEBIBYTES = 16;
    private static final double CACHED_SEGMENT_MEBIBYTES = 5;
    private static final double CACHE_MEBIBYTES = 16;

    private static final SearcherFactory SEARCHERS = new SearcherFactory() {
        @Override
        public IndexSearcher newSearcher(IndexReader reader, IndexReader previous) {
            return new LiveSearcher(reader);
        }
    };

    /** Opens the index in a folder, or begins one; where another node has it open, one of this node's own. */
    static StoryIndex open(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            return open(folder, false);
        } catch (LockObtainFailedException e) {
            Path own = Files.createTempDirectory("broadsheet-search");
            LOG.warnf(
                    "The search index in %s is in use by another node. This node has one of its own in %s.",
                    folder, own);
            try {
                return open(own, true);
            } catch (IOException failure) {
                IOUtils.rm(own);
                throw failure;
            }
        }
    }

    private static StoryIndex open(Path folder, boolean isTemporary) throws IOException {
        Directory directory =
                new NRTCachingDirectory(FSDirectory.open(folder), CACHED_SEGMENT_MEBIBYTES, CACHE_MEBIBYTES);
        IndexWriter writer = null;
        try {
            checkFiles(directory);
            writer = new IndexWriter(
                    directory,
                    new IndexWriterConfig(StoryDocument.analyzer())
                            .setRAMBufferSizeMB(BUFFER_MEBIBYTES)
                            .setMaxFullFlushMergeWaitMillis(0));
            return new StoryIndex(folder, isTemporary, directory, writer, new SearcherManager(writer, SEARCHERS));
        } catch (IOException e) {
            IOUtils.closeWhileHandlingException(writer, directory);
            throw e;
        } catch (RuntimeException e) {
            IOUtils.closeWhileHandlingException(writer, directory);
            // Such as a codec of another version of Lucene
            throw new CorruptIndexException("The index cannot be read", folder.toString(), e);
        }
    }

    /** Reads all files once: Lucene itself compares their checksums only when it merges segments. */
    private static void checkFiles(Directory directory) throws IOException {
        try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
            if (DirectoryReader.indexExists(directory)) {
                try (DirectoryReader reader = DirectoryReader.open(directory)) {
                    for (LeafReaderContext leaf : reader.leaves()) {
                        lock.ensureValid();
                        leaf.reader().checkIntegrity();
                    }
                }
            }
        }
    }

    /** Removes the index in a folder, whatever state it is in; not where another node has it open. */
    static void delete(Path folder) throws IOException {
        try (FSDirectory directory = FSDirectory.open(folder);
                Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
            for (String file : directory.listAll()) {
                lock.ensureValid();
                if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                    directory.deleteFile(file);
                }
            }
        } catch (LockObtainFailedException e) {
            LOG.debug("The index in the folder is not this node's", e);
        }
    }

    /** Makes everything durable, with data that {@link #committed} returns. */
    void commit(Map<String, String> data) throws IOException {
        writer.setLiveCommitData(data.entrySet());
        writer.commit();
    }

    /** What was committed with the index last; empty for a new one. */
    Map<String, String> committed() {
        return Stream.ofNullable(writer.getLiveCommitData())
                .flatMap(data -> StreamSupport.stream(data.spliterator(), false))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @FunctionalInterface
    interface Reading<T> {
        T from(LiveSearcher searcher) throws IOException;
    }

    /** Reads the index as it was when its searchers were refreshed last. */
    <T> T read(Reading<T> reading) throws IOException {
        LiveSearcher searcher = (LiveSearcher) searchers.acquire();
        try {
            return reading.from(searcher);
        } finally {
            searchers.release(searcher);
        }
    }

    /** Ends without a commit: what comes after the last one is read from the database again. */
    void close() throws IOException {
        searchers.close();
        writer.rollback();
        directory.close();
        if (isTemporary) {
            IOUtils.rm(folder);
        }
    }
}
