package org.broadsheet.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.search.Highlight.Range;
import org.broadsheet.search.Term.Place;
import org.broadsheet.search.Words.Word;

/** Finds in a story's texts what the query asked for. */
final class Highlighter {

    /** Of a body, no more is looked at; what is found further down is found, but not shown. */
    private static final int LOOKED_AT = 50_000;

    /** About what two lines show. */
    private static final int FRAGMENT = 240;

    private final List<Term> terms;

    Highlighter(List<Term> terms) {
        this.terms = terms;
    }

    /** Where one of the terms is, by its number. */
    private record Match(Range range, int term) {}

    /** The whole text, with whatever is in it. */
    Highlight whole(String text, Language language) {
        return Highlight.of(text, merged(find(text, language)));
    }

    /** The part of a text with the most different terms; empty where none is in it. */
    Optional<Highlight> fragment(String text, Language language) {
        String looked = text.substring(0, wholeLetter(text, Math.min(text.length(), LOOKED_AT)))
                .replaceAll("\\p{Cntrl}", " ");
        List<Match> found = find(looked, language);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        int first = best(found);
        int start = begin(looked, found.get(first).range().start());
        int end = finish(looked, start, found.get(first).range().end());
        String before = start > 0 ? "…" : "";
        String behind = end < text.length() ? "…" : "";
        List<Range> ranges = merged(found).stream()
                .filter(range -> range.start() >= start && range.end() <= end)
                .map(range -> new Range(range.start() - start + before.length(), range.end() - start + before.length()))
                .toList();
        return Optional.of(Highlight.of(before + looked.substring(start, end) + behind, ranges));
    }

    /** From which place on a fragment has the most different terms, and then the most of any. */
    private static int best(List<Match> found) {
        int best = 0;
        int most = -1;
        for (int first = 0; first < found.size(); first++) {
            Set<Integer> different = new HashSet<>();
            int count = 0;
            for (int i = first; i < found.size() && isWithin(found, first, i); i++) {
                different.add(found.get(i).term());
                count++;
            }
            int worth = different.size() * 1_000 + count;
            if (worth > most) {
                most = worth;
                best = first;
            }
        }
        return best;
    }

    private static boolean isWithin(List<Match> found, int first, int last) {
        return found.get(last).range().end() - found.get(first).range().start() < FRAGMENT * 3 / 4;
    }

    /** A little before, where a sentence or at least a word begins. */
    private static int begin(String text, int place) {
        int earliest = Math.max(0, place - FRAGMENT / 4);
        if (earliest == 0) {
            return 0;
        }
        int sentence = text.lastIndexOf(". ", place);
        if (sentence >= earliest) {
            return sentence + 2;
        }
        int space = text.indexOf(' ', earliest);
        return space >= 0 && space < place ? space + 1 : wholeLetter(text, earliest);
    }

    private static int finish(String text, int start, int atLeast) {
        int latest = Math.max(start + FRAGMENT, atLeast);
        if (latest >= text.length()) {
            return text.length();
        }
        int space = text.lastIndexOf(' ', latest);
        return space > atLeast ? space : wholeLetter(text, latest);
    }

    /** Not between the two halves of a letter. */
    private static int wholeLetter(String text, int place) {
        return place > 0 && place < text.length() && Character.isLowSurrogate(text.charAt(place)) ? place - 1 : place;
    }

    private List<Match> find(String text, Language language) {
        Map<Integer, List<Word>> byPlace = new HashMap<>();
        List<Word> words = Words.of(text);
        words.forEach(word -> byPlace.computeIfAbsent(word.position(), place -> new ArrayList<>())
                .add(word));
        List<Match> found = new ArrayList<>();
        for (int term = 0; term < terms.size(); term++) {
            for (List<Place> sequence : terms.get(term).sequences()) {
                for (Word word : words) {
                    Optional<Range> range = match(sequence, word, byPlace, language);
                    if (range.isPresent()) {
                        found.add(new Match(range.get(), term));
                    }
                }
            }
        }
        found.sort(Comparator.comparingInt(place -> place.range().start()));
        return found;
    }

    private static Optional<Range> match(
            List<Place> sequence, Word first, Map<Integer, List<Word>> byPlace, Language language) {
        if (!is(sequence.get(0), first, language)) {
            return Optional.empty();
        }
        int position = first.position();
        int end = first.end();
        for (Place place : sequence.subList(1, sequence.size())) {
            position += place.distance();
            Optional<Word> next = byPlace.getOrDefault(position, List.of()).stream()
                    .filter(word -> is(place, word, language))
                    .findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            end = Math.max(end, next.get().end());
        }
        return Optional.of(new Range(first.start(), end));
    }

    private static boolean is(Place place, Word word, Language language) {
        return place.lexemes().contains(StoryVector.lexeme(word, language));
    }

    private static List<Range> merged(List<Match> found) {
        List<Range> merged = new ArrayList<>();
        for (Match place : found) {
            Range next = place.range();
            Range last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && next.start() <= last.end()) {
                merged.set(merged.size() - 1, new Range(last.start(), Math.max(last.end(), next.end())));
            } else {
                merged.add(next);
            }
        }
        return merged;
    }
}
