package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletedTitleTest {

    private static boolean matches(String typed, boolean withErrors, String title) throws IOException {
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(StoryDocument.analyzer()))) {
            Document document = new Document();
            document.add(new TextField(StoryDocument.TITLE, title, Field.Store.NO));
            writer.addDocument(document);
        }
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            return new IndexSearcher(reader).count(CompletedTitle.of(typed).query(withErrors)) == 1;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mem, Memory makers bet, true",
        "memory ma, Memory makers bet, true",
        "makers mem, Memory makers bet, true",
        "MÉM, Memory makers bet, true",
        "memory bets, Memory makers bet, false",
        "emory, Memory makers bet, false",
        "mem memory, Memory makers bet, false",
        "zoe, Zoë’s list, true"
    })
    void aTitleHasTheTypedWordsAndTheBeginningOfOneMore(String typed, String title, boolean matches)
            throws IOException {
        assertThat(matches(typed, false, title)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "meomry, Memory makers bet, true",
        "memry mak, Memory makers bet, true",
        "memori, Memory makers bet, true",
        "maxers mem, Memory makers bet, true",
        "mmoryy, Memory makers bet, false",
        "bat mem, Memory makers bet, false"
    })
    void oneErrorInALongWordIsForgiven(String typed, String title, boolean matches) throws IOException {
        assertThat(matches(typed, true, title)).isEqualTo(matches);
    }

    @Test
    void onlyALongBeginningMayHaveAnError() {
        assertThat(CompletedTitle.of("mem").allowsFuzzy()).isFalse();
        assertThat(CompletedTitle.of("memo").allowsFuzzy()).isTrue();
        assertThat(CompletedTitle.of("memory ma").allowsFuzzy()).isFalse();
    }

    @Test
    void lettersAndDigitsAreCounted() {
        assertThat(CompletedTitle.of("").letters()).isZero();
        assertThat(CompletedTitle.of(" - … ").letters()).isZero();
        assertThat(CompletedTitle.of("Mé 3").letters()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mem           | Memory makers bet             | Mem",
                "memory mak    | Memory makers bet             | Memory mak",
                "makers mem    | Memory and makers             | Mem,makers",
                "zoe           | By Zoë Lindqvist              | Zoë",
                "strass        | Die Straße                    | Straß",
                "bet           | Alphabet bets                 | bet",
                "power         | Memory makers bet             | ",
            })
    void whatWasTypedIsFoundInTheTitle(String typed, String title, String found) {
        List<String> parts = CompletedTitle.of(typed).ranges(title).stream()
                .map(range -> title.substring(range.start(), range.end()))
                .toList();

        assertThat(String.join(",", parts)).isEqualTo(found == null ? "" : found);
    }
}
