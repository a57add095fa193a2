package org.broadsheet.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A query as far as it is independent of how it is run.
 *
 * @param required terms that a story must have
 * @param excluded terms that it must not have
 * @param phrase all of the words in a row, where they are nothing but words
 * @param titleWords the whole of a title that is nothing but the query
 */
record CompiledQuery(List<Term> required, List<Term> excluded, List<Term> phrase, String titleWords, boolean isPlain) {

    static CompiledQuery of(String query, List<String> languageTags) {
        List<Language> languages = languageTags.stream()
                .collect(Collectors.toMap(Language::primary, Language::of, (one, other) -> one))
                .values()
                .stream()
                .toList();
        SearchText text = SearchText.parse(query);
        List<Term> all = text.required().stream()
                .flatMap(alternatives -> terms(alternatives, languages).stream())
                .toList();
        List<Term> telling =
                all.stream().filter(term -> !term.isStopWord(languages)).toList();
        List<Term> excluded = text.excluded().stream()
                .flatMap(piece -> Term.ofPhrase(piece.text(), languages).stream())
                .toList();
        boolean plain = text.excluded().isEmpty()
                && text.required().stream()
                        .allMatch(pieces -> pieces.size() == 1 && !pieces.get(0).isPhrase());
        List<Term> phrase = plain && all.size() > 1 ? Term.ofPhrase(query, languages) : List.of();
        return new CompiledQuery(
                telling.isEmpty() ? all : telling, excluded, phrase, StoryVector.titleWords(Words.of(query)), plain);
    }

    private static List<Term> terms(List<SearchText.Piece> alternatives, List<Language> languages) {
        if (alternatives.size() == 1) {
            SearchText.Piece only = alternatives.get(0);
            return only.isPhrase() ? Term.ofPhrase(only.text(), languages) : Term.ofWords(only.text(), languages);
        }
        return alternatives.stream()
                .flatMap(piece -> Term.ofPhrase(piece.text(), languages).stream())
                .reduce(Term::or)
                .map(List::of)
                .orElse(List.of());
    }

    /** Whether there is nothing to look for, or nothing to be found: a word is asked for and excluded. */
    boolean isEmpty() {
        Set<String> not = excluded.stream().map(Term::query).collect(Collectors.toSet());
        return required.isEmpty() || required.stream().map(Term::query).anyMatch(not::contains);
    }

    /** @param any whether one of the required terms is enough; as {@code tsquery} */
    String matching(boolean any) {
        return Stream.concat(Stream.of(matchingTitle(any)), excluded.stream().map(term -> "!" + term.query()))
                .collect(Collectors.joining(" & "));
    }

    /** Likewise for titles, of which nothing is excluded that the story may have elsewhere. */
    String matchingTitle(boolean any) {
        return required.stream().map(Term::query).collect(Collectors.joining(any ? " | " : " & ", "(", ")"));
    }

    Set<String> lexemes() {
        return required.stream()
                .flatMap(term -> term.lexemes().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The required words without their order, as {@code tsquery}: what has them may match. */
    String together() {
        return required.stream().map(Term::together).collect(Collectors.joining(" & "));
    }

    /** How many stories have all of the terms if one is no more likely beside another than elsewhere. */
    double likely(Map<String, Long> stories, long all) {
        return required.stream()
                .mapToDouble(term -> term.likely(stories, all) / all)
                .reduce(all, (a, b) -> a * b);
    }

    /** The most stories that can match. */
    long most(boolean any, Map<String, Long> stories) {
        var numbers = required.stream().mapToLong(term -> term.most(stories));
        return any ? numbers.sum() : numbers.min().orElse(0);
    }
}
