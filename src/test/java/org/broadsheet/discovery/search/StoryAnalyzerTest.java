package org.broadsheet.discovery.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoryAnalyzerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | the glimmering lights | glimmered",
                "en | The H.264 decoder | h264",
                "en | The H264 decoder | H.264",
                "en | The MI400 | mi-400",
                "en | an open-source licence | opensource",
                "en | an opensource licence | open-source",
                "en | written in C++ | c++",
                "en | written in C# | c#",
                "en | O’Brien’s law | obrien",
                "de | die Häuser der Straße | haus strasse",
                "fr | les élections de l’été | election ete",
                "es | las canciones | cancion",
                "cs | ve městech | město",
                "pl | w miastach | miasto",
                "tr | kitapların | kitap",
                "fi | taloissa | talo",
                "ru | ёлки | елка",
                "el | Ελληνικός | ελληνικος",
                "ar | الذاكرة | ذاكرة",
                "ar | مدرسة | مدرسه",
                "hi | लड़कियाँ | लड़की",
                "ko | 학교에서 | 학교",
                "ja | 半導体の市場 | 導体",
                "zh | 人工智能发展 | 智能",
                "th | ความทรงจำ | ทรงจำ",
                "tlh | vocamentum | vocamentum"
            })
    void aWordIsFoundInAnotherForm(String tag, String text, String query) throws Exception {
        assertThat(find(tag, text, query)).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | version 3.5 | 35",
                "en | the MI500 | mi400",
                "en | written in C | c++",
                "de | der Speicherpreis | Preis",
                "ja | 半導体の市場 | 体市",
            })
    void aWordThatIsAnotherOneIsNotFound(String tag, String text, String query) throws Exception {
        assertThat(find(tag, text, query)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"en, the", "de, die", "fr, les", "fi, ja", "pl, się"})
    void aStopWordOfTheLanguageIsNoTerm(String tag, String word) {
        assertThat(TextQuery.word(new SearchText.Clause(word, false), LanguageRules.language(tag)))
                .isEmpty();
        assertThat(TextQuery.word(new SearchText.Clause(word, false), LanguageRules.UNKNOWN))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "C++ beside C# in memory, c++, C++",
        "C++ beside C# in memory, c#, C#",
        "C++ beside C# in memory, memory, memory",
        "R&D of open‑source C++ memory, memory, memory",
        "🗞 C++ and 🗞 memory, memory, memory",
        "It’s C++; it’s memory, memory, memory"
    })
    void aWordIsHighlightedWhereItStandsWhateverIsBeforeIt(String text, String query, String expected) {
        TextQuery words = TextQuery.of(query, Map.of("en", 1f));

        Highlight highlight = new Highlighter("en", words).whole(text);

        assertThat(highlight.ranges())
                .singleElement()
                .satisfies(range ->
                        assertThat(text.substring(range.start(), range.end())).isEqualTo(expected));
    }

    private static int find(String tag, String text, String query) throws Exception {
        String language = LanguageRules.language(tag);
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(StoryDocument.analyzer()))) {
            Document document = new Document();
            document.add(new TextField(StoryDocument.text(language), text, Field.Store.NO));
            writer.addDocument(document);
        }
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            IndexSearcher searcher = new IndexSearcher(reader);
            int found = 1;
            for (String word : List.of(query.split(" "))) {
                found = Math.min(
                        found,
                        searcher.count(TextQuery.word(new SearchText.Clause(word, false), language)
                                .orElseThrow()));
            }
            return found;
        }
    }
}
