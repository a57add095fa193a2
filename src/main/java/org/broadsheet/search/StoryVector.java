package org.broadsheet.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.broadsheet.search.Words.Kind;
import org.broadsheet.search.Words.Word;

/** The lexemes of one story with their places, as PostgreSQL's {@code tsvector} has them. */
final class StoryVector {

    /** PostgreSQL keeps no higher places. */
    private static final int LAST_PLACE = 16_000;

    /** Nor more of them for one lexeme. */
    private static final int MOST_PLACES = 255;

    /** Between texts that are not one, so that no phrase spans them. */
    private static final int GAP = 10;

    /** What completions look at of a title, in code points. */
    private static final int LONGEST_TITLE = 300;

    private final Language language;
    private final Map<String, List<String>> places = new TreeMap<>();
    private final Map<String, List<String>> titlePlaces = new TreeMap<>();
    private final Map<String, String> words = new LinkedHashMap<>();
    private final Map<String, Double> weights = new LinkedHashMap<>();
    private final String titleWords;
    private int from = 1;

    /** How much a part of a story says of it, relative to the body; who wrote it says nothing of what it is about. */
    private enum Part {
        TITLE('A', 3),
        NAMES('B', 0),
        EXCERPT('C', 2),
        BODY('D', 1);

        private final char weight;
        private final double says;

        Part(char weight, double says) {
            this.weight = weight;
            this.says = says;
        }
    }

    private StoryVector(StoryText story) {
        this.language = Language.of(story.language());
        List<Word> title = Words.of(story.title());
        this.titleWords = titleWords(title);
        add(Part.TITLE, title);
        story.names().forEach(name -> add(Part.NAMES, Words.of(name)));
        add(Part.EXCERPT, Words.of(story.excerpt()));
        add(Part.BODY, Words.of(story.body()));
    }

    static StoryVector of(StoryText story) {
        return new StoryVector(story);
    }

    /** The words of a title, each behind a space; letters of scripts without spaces stand together. */
    static String titleWords(List<Word> title) {
        StringBuilder words = new StringBuilder();
        int run = -1;
        for (Word word : title) {
            if (word.kind() == Kind.PLAIN || word.kind() == Kind.PART || word.kind() == Kind.LETTER) {
                if (word.kind() != Kind.LETTER || word.run() != run) {
                    words.append(' ');
                }
                words.append(word.folded());
                run = word.run();
            }
        }
        int end = words.codePointCount(0, words.length()) <= LONGEST_TITLE
                ? words.length()
                : words.offsetByCodePoints(0, LONGEST_TITLE);
        return words.substring(0, end);
    }

    private void add(Part part, List<Word> read) {
        int last = from;
        for (Word word : read) {
            int place = from + word.position();
            if (place > LAST_PLACE) {
                break;
            }
            last = place;
            boolean silent = word.kind() == Kind.PLAIN && language.isStopWord(word.folded());
            if (!silent || part == Part.TITLE) {
                add(part, word, place, silent);
            }
        }
        from = last + GAP;
    }

    private void add(Part part, Word word, int place, boolean silent) {
        String lexeme = lexeme(word, language);
        List<String> known = places.computeIfAbsent(lexeme, any -> new ArrayList<>());
        if (known.size() < MOST_PLACES) {
            known.add("" + place + part.weight);
        }
        if (part == Part.TITLE) {
            titlePlaces.computeIfAbsent(lexeme, any -> new ArrayList<>()).add("" + place + part.weight);
        }
        if (word.kind() == Kind.PLAIN || word.kind() == Kind.WHOLE) {
            words.putIfAbsent(word.folded(), lexeme);
            if (!silent && part.says > 0) {
                weights.merge(lexeme, part.says, Double::sum);
            }
        } else if (word.kind() == Kind.PAIR && part.says > 0) {
            weights.merge(lexeme, part.says, Double::sum);
        }
    }

    /** What a word is indexed as. */
    static String lexeme(Word word, Language language) {
        return word.kind() == Kind.LETTER || word.kind() == Kind.PAIR ? word.folded() : language.stem(word.folded());
    }

    /** As PostgreSQL reads it. */
    String text() {
        return text(places);
    }

    /** Of the title alone. */
    String titleText() {
        return text(titlePlaces);
    }

    private static String text(Map<String, List<String>> places) {
        return places.entrySet().stream()
                .map(lexeme -> quoted(lexeme.getKey()) + ":" + String.join(",", lexeme.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** As {@code tsvector} and {@code tsquery} have it. */
    static String quoted(String lexeme) {
        return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** For completions. */
    String titleWords() {
        return titleWords;
    }

    /** The words as they are written, folded, with their lexemes. */
    Map<String, String> words() {
        return words;
    }

    /** How often the story says each lexeme, where the title counts for more. */
    Map<String, Double> weights() {
        return weights;
    }
}
