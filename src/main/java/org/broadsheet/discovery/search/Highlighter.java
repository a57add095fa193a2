package org.broadsheet.discovery.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.LengthGoalBreakIterator;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.search.uhighlight.WholeBreakIterator;
import org.broadsheet.discovery.search.Highlight.Range;
import org.broadsheet.platform.text.CodePoints;

/** Highlights the matches of a query in the texts of a story. */
final class Highlighter {

    /** The maximum length of a text that is highlighted. A match further down is found but not shown. */
    private static final int MAX_LENGTH = 50_000;

    /** The approximate length of a snippet in UTF-16 code units: two lines. */
    private static final int SNIPPET_LENGTH = 240;

    /** The share of a snippet that precedes the first match. */
    private static final float SHARE_BEFORE_MATCH = 0.2f;

    private final String field;
    private final Query query;

    Highlighter(String language, TextQuery query) {
        this.field = StoryDocument.text(language);
        this.query = query.highlighted(language);
    }

    Highlight whole(String text) {
        return highlight(text, WholeBreakIterator::new).orElseGet(() -> Highlight.of(text, List.of()));
    }

    /** Returns the passage that matches the query best; empty if there is no match. */
    Optional<Highlight> snippet(String text) {
        return highlight(
                text,
                () -> LengthGoalBreakIterator.createClosestToLength(
                        BreakIterator.getWordInstance(Locale.ROOT), SNIPPET_LENGTH, SHARE_BEFORE_MATCH));
    }

    private Optional<Highlight> highlight(String text, Supplier<BreakIterator> parts) {
        try {
            return Optional.ofNullable((Highlight) UnifiedHighlighter.builderWithoutSearcher(StoryDocument.analyzer())
                    .withBreakIterator(parts)
                    .withWeightMatches(false)
                    .withFieldMatcher(any -> true)
                    .withFormatter(new Formatter())
                    .build()
                    .highlightWithoutSearcher(
                            field, query, CodePoints.first(text, MAX_LENGTH).replaceAll("\\p{Cntrl}", " "), 1));
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot be read", e);
        }
    }

    private static final class Formatter extends PassageFormatter {

        /** @return null if there is no match */
        @Override
        public Highlight format(Passage[] passages, String text) {
            Passage passage = passages[0];
            if (passage.getNumMatches() == 0) {
                return null;
            }
            int start = passage.getStartOffset();
            int end = Math.max(start, passage.getEndOffset());
            String before = start > 0 ? "…" : "";
            String after = end < text.length() ? "…" : "";
            List<Range> ranges = new ArrayList<>();
            int marked = start;
            for (int match = 0; match < passage.getNumMatches(); match++) {
                int from = Math.max(marked, passage.getMatchStarts()[match]);
                int to = Math.min(end, passage.getMatchEnds()[match]);
                if (to > from) {
                    add(ranges, from - start + before.length(), to - start + before.length());
                    marked = to;
                }
            }
            return Highlight.of(before + text.substring(start, end) + after, ranges);
        }

        /** Adds a match, and joins it to the previous one if they touch, as the bigrams of a Chinese word do. */
        private static void add(List<Range> ranges, int start, int end) {
            int last = ranges.size() - 1;
            if (last >= 0 && ranges.get(last).end() == start) {
                ranges.set(last, new Range(ranges.get(last).start(), end));
            } else {
                ranges.add(new Range(start, end));
            }
        }
    }
}
