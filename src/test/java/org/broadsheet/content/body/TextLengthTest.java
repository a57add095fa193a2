package org.broadsheet.content.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLengthTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | The council voted on Tuesday to keep the library open.         | 10",
                "de | Der Stadtrat stimmte am Dienstag für den Erhalt der Bücherei. | 10",
                "fr | L'adjointe a dit qu'elle n'ira pas à l'hôtel de ville.         | 10",
                "es | ¿Quién paga la cuenta de la obra?                              | 7",
                "tr | İstanbul'da yağmur bekleniyor.                                 | 3",
                "ru | Совет решил оставить библиотеку открытой.                      | 5",
                "el | Το συμβούλιο αποφάσισε χθες το βράδυ.                          | 6",
                "ar | قرر المجلس إبقاء المكتبة مفتوحة.                               | 5",
                "he | המועצה החליטה להשאיר את הספרייה פתוחה.                        | 6",
                "hi | परिषद ने पुस्तकालय खुला रखने का फैसला किया।                       | 8",
                "ko | 시의회는 도서관을 계속 열기로 했다.                             | 5",
                "th | สภาเมืองตัดสินใจเปิดห้องสมุดต่อไป                                        | 9",
                "lo | ຂ້ອຍຮັກພາສາລາວ                                                    | 4",
                "km | ខ្ញុំស្រឡាញ់ភាសាខ្មែរ                                                    | 3",
                "my | မြန်မာစကားကို ချစ်တယ်                                               | 5",
                "zh | 市议会决定继续开放图书馆。                                     | 7",
                "ja | 市議会は図書館を開けておくことにした。                        | 10",
                "am | ሰላም፡ልዑል                                                       | 2",
            })
    void wordsAreCountedByTheRulesOfTheLanguage(String language, String text, int words) {
        assertThat(TextLength.of(text, language).words()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A state-of-the-art chip – 3 nm – isn't cheap.           | 7",
                "one—two                                                 | 2",
                "and/or                                                  | 2",
                "1,000.50 € on 24 November                               | 4",
                "https://example.org/a,b?c=d#e and www.example.org/x     | 3",
                "见https://example.org/路                                 | 3",
                "desk@news.example.org                                   | 1",
                "AT&T and R&D                                            | 3",
                "C++                                                     | 1",
                "😂 👍🏽 ❤️ 🇩🇪                                              | 0",
                "... – !? (—) #                                          | 0",
                "- - -                                                   | 0",
                "T-シャツ                                                 | 2",
            })
    void whatStandsBetweenSpacesIsOneWordOrSeveral(String text, int words) {
        assertThat(TextLength.of(text, "en").words()).isEqualTo(words);
    }

    @Test
    void wordsAreReadAt238AMinute() {
        assertThat(TextLength.of("", "en")).isEqualTo(new TextLength(0, 1));
        assertThat(TextLength.of("word ".repeat(238), "en")).isEqualTo(new TextLength(238, 1));
        assertThat(TextLength.of("word ".repeat(239), "en")).isEqualTo(new TextLength(239, 2));
        assertThat(TextLength.of("ภาษา".repeat(239), "th")).isEqualTo(new TextLength(239, 2));
    }

    @Test
    void chineseAndJapaneseCharactersAreReadAt500AMinute() {
        assertThat(TextLength.of("世界".repeat(250), "zh")).isEqualTo(new TextLength(250, 1));
        assertThat(TextLength.of("世界".repeat(250) + "，世", "zh").readingMinutes())
                .isEqualTo(2);
        assertThat(TextLength.of("ラーメン".repeat(125), "ja").readingMinutes()).isEqualTo(1);
        assertThat(TextLength.of("ラーメン".repeat(126), "ja").readingMinutes()).isEqualTo(2);
    }

    @Test
    void aMixedTextTakesTheTimeOfBothParts() {
        assertThat(TextLength.of("世界".repeat(125) + " word".repeat(119), "zh")).isEqualTo(new TextLength(244, 1));
        assertThat(TextLength.of("世界".repeat(125) + " word".repeat(120), "zh")).isEqualTo(new TextLength(245, 2));
    }

    @Test
    void theLongestBodiesAreMeasuredInTime() {
        for (String text : List.of(
                "ภาษาไทย".repeat(43_000),
                "市议会决定".repeat(60_000),
                "a".repeat(300_000),
                "a.".repeat(150_000),
                "a@".repeat(150_000),
                "a-".repeat(150_000),
                "http://".repeat(40_000))) {
            long start = System.nanoTime();
            TextLength.of(text, "en");
            assertThat(System.nanoTime() - start).as(text.substring(0, 7)).isLessThan(10_000_000_000L);
        }
    }

    @Test
    void manyTextsAreMeasuredAtOnce() {
        assertThat(IntStream.range(0, 2_000).parallel().mapToObj(i -> TextLength.of("ฉันรักภาษาไทย and 3 words", "th")))
                .containsOnly(new TextLength(7, 1));
    }
}
