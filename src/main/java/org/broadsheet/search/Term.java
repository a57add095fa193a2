package org.broadsheet.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.search.Words.Kind;
import org.broadsheet.search.Words.Word;

/**
 * Something that a story has or has not: one of several sequences of lexemes.
 *
 * @param sequences alternatives
 * @param text as it was asked for
 */
record Term(List<List<Place>> sequences, String text) {

    /**
     * One place of a sequence.
     *
     * @param distance from the place before; 1 for neighbours
     * @param lexemes any of which may stand there
     */
    record Place(int distance, Set<String> lexemes) {

        private String query() {
            return lexemes.stream().map(StoryVector::quoted).collect(Collectors.joining(" | ", "(", ")"));
        }

        private long most(Map<String, Long> stories) {
            return lexemes.stream()
                    .mapToLong(lexeme -> stories.getOrDefault(lexeme, 0L))
                    .sum();
        }
    }

    /**
     * The terms of some words, each of which must be there.
     *
     * @param languages any of which the story may be in
     */
    static List<Term> ofWords(String text, List<Language> languages) {
        List<Word> words = Words.of(text);
        return words.stream()
                .map(Word::run)
                .distinct()
                .map(run -> ofRun(
                        text, words.stream().filter(word -> word.run() == run).toList(), languages))
                .toList();
    }

    /** One term of words that stand in a row; none where there are no words. */
    static List<Term> ofPhrase(String text, List<Language> languages) {
        List<Word> words = Words.of(text);
        if (words.stream().map(Word::run).distinct().count() == 1) {
            return ofWords(text, languages);
        }
        List<Place> places = sequence(words, languages, true);
        return places.isEmpty() ? List.of() : List.of(new Term(List.of(places), text));
    }

    private static Term ofRun(String text, List<Word> run, List<Language> languages) {
        List<List<Place>> sequences = new ArrayList<>();
        Set<String> wholes = run.stream()
                .filter(word -> word.kind() == Kind.WHOLE)
                .flatMap(word -> lexemes(word, languages).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!wholes.isEmpty()) {
            sequences.add(List.of(new Place(1, wholes)));
        }
        List<Place> parts = sequence(run, languages, false);
        if (wholes.isEmpty() || parts.size() > 1) {
            sequences.add(parts);
        }
        return new Term(
                sequences,
                text.substring(run.get(0).start(), run.get(run.size() - 1).end()));
    }

    private static List<Place> sequence(List<Word> words, List<Language> languages, boolean skipStopWords) {
        boolean pairs = words.stream().anyMatch(word -> word.kind() == Kind.PAIR);
        List<Word> inRow = words.stream()
                .filter(word ->
                        word.kind() != Kind.WHOLE && !(word.kind() == Kind.LETTER && pairs && isPaired(word, words)))
                .toList();
        // Bodies have no stop words, only their places; a phrase of nothing else can be found in titles.
        boolean skip = skipStopWords && inRow.stream().anyMatch(word -> !isStopWord(word, languages));
        List<Place> places = new ArrayList<>();
        int before = -1;
        for (Word word : inRow) {
            if (!skip || !isStopWord(word, languages)) {
                places.add(new Place(before < 0 ? 1 : word.position() - before, lexemes(word, languages)));
                before = word.position();
            }
        }
        return places;
    }

    private static boolean isPaired(Word letter, List<Word> words) {
        return words.stream().anyMatch(word -> word.kind() == Kind.PAIR && word.run() == letter.run());
    }

    private static boolean isStopWord(Word word, List<Language> languages) {
        return word.kind() == Kind.PLAIN && languages.stream().anyMatch(language -> language.isStopWord(word.folded()));
    }

    private static Set<String> lexemes(Word word, List<Language> languages) {
        return Stream.concat(
                        languages.stream().map(language -> StoryVector.lexeme(word, language)),
                        languages.isEmpty() ? Stream.of(word.folded()) : Stream.empty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether it is one word that says nothing in one of the languages. */
    boolean isStopWord(List<Language> languages) {
        List<Word> words = Words.of(text);
        return words.size() == 1 && isStopWord(words.get(0), languages);
    }

    /** Where either will do. */
    Term or(Term other) {
        return new Term(
                Stream.concat(sequences.stream(), other.sequences.stream()).toList(), text + " or " + other.text);
    }

    /** As PostgreSQL's {@code tsquery} has it. */
    String query() {
        return sequences.stream().map(Term::query).collect(Collectors.joining(" | ", "(", ")"));
    }

    /** Likewise, without the order of words. */
    String together() {
        return sequences.stream()
                .map(sequence -> sequence.stream().map(Place::query).collect(Collectors.joining(" & ", "(", ")")))
                .collect(Collectors.joining(" | ", "(", ")"));
    }

    /** How many of all stories have it if one word is no more likely beside another than elsewhere. */
    double likely(Map<String, Long> stories, long all) {
        return sequences.stream()
                .mapToDouble(sequence -> sequence.stream()
                        .mapToDouble(place -> (double) place.most(stories) / all)
                        .reduce(all, (a, b) -> a * b))
                .sum();
    }

    private static String query(List<Place> sequence) {
        StringBuilder query = new StringBuilder();
        for (Place place : sequence) {
            if (query.length() > 0) {
                query.append(" <").append(place.distance()).append("> ");
            }
            query.append(place.query());
        }
        return query.toString();
    }

    Set<String> lexemes() {
        return sequences.stream()
                .flatMap(List::stream)
                .flatMap(place -> place.lexemes().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The most stories that can have it, by the numbers of stories that have a lexeme; 0 for those not named. */
    long most(Map<String, Long> stories) {
        return sequences.stream()
                .mapToLong(sequence -> sequence.stream()
                        .mapToLong(place -> place.most(stories))
                        .min()
                        .orElse(0))
                .sum();
    }
}
