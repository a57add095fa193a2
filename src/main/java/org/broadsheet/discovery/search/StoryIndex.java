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
 * An open Lucene index of stories. All its content can be read again from the database.
 *
 * @param isTemporary whether the folder is deleted when the index is closed
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

    /**
     * Opens the index in a folder, or creates it. If another node uses the folder, creates a temporary index for this
     * node.
     */
    static StoryIndex open(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            return open(folder, false);
        } catch (LockObtainFailedException e) {
            Path own = Files.createTempDirectory("broadsheet-search");
            LOG.warnf(
                    "Another node uses the search index in %s. This node creates a temporary one in %s.", folder, own);
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
            // For example, the codec is of another version of Lucene.
            throw new CorruptIndexException("The index cannot be read", folder.toString(), e);
        }
    }

    /** Verifies the checksums of all files, because Lucene does so only when it merges segments. */
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

    /** Deletes the index in a folder, even if it is damaged, unless another node uses it. */
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
            LOG.debug("Another node uses the search index in this folder", e);
        }
    }

    /** Commits all changes together with data that {@link #committed} returns. */
    void commit(Map<String, String> data) throws IOException {
        writer.setLiveCommitData(data.entrySet());
        writer.commit();
    }

    /** Returns the data of the last commit; empty for a new index. */
    Map<String, String> committed() {
        return Stream.ofNullable(writer.getLiveCommitData())
                .flatMap(data -> StreamSupport.stream(data.spliterator(), false))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @FunctionalInterface
    interface Reading<T> {
        T from(LiveSearcher searcher) throws IOException;
    }

    /** Reads the index as of the last refresh of its searchers. */
    <T> T read(Reading<T> reading) throws IOException {
        LiveSearcher searcher = (LiveSearcher) searchers.acquire();
        try {
            return reading.from(searcher);
        } finally {
            searchers.release(searcher);
        }
    }

    /** Closes the index without a commit. Changes after the last commit are read again from the database. */
    void close() throws IOException {
        searchers.close();
        writer.rollback();
        directory.close();
        if (isTemporary) {
            IOUtils.rm(folder);
        }
    }
}
