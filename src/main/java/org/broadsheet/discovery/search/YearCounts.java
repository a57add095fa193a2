package org.broadsheet.discovery.search;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/** Counts the matches of each year in which stories were published, in a time zone. */
final class YearCounts extends SimpleCollector {

    /**
     * The count of a year.
     *
     * @param start the first millisecond of the year
     * @param end the first millisecond of the next year
     */
    private record Year(int number, long start, long end, int[] count) {

        static Year of(long time, ZoneId zone) {
            int year = Instant.ofEpochMilli(time).atZone(zone).getYear();
            return new Year(year, start(year, zone), start(year + 1, zone), new int[1]);
        }

        private static long start(int year, ZoneId zone) {
            return LocalDate.ofYearDay(year, 1).atStartOfDay(zone).toInstant().toEpochMilli();
        }

        boolean has(long time) {
            return time >= start && time < end;
        }
    }

    private final ZoneId zone;
    private final Map<Integer, Year> years = new HashMap<>();
    private NumericDocValues published;

    /** The year of the last match, which is often that of the next one. */
    private Year last;

    YearCounts(ZoneId zone) {
        this.zone = zone;
    }

    /** Returns the number of matches by year. */
    Map<Integer, Integer> total() {
        Map<Integer, Integer> total = new HashMap<>();
        years.forEach((number, year) -> total.put(number, year.count[0]));
        return total;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
        published = DocValues.getNumeric(leaf.reader(), StoryDocument.PUBLISHED);
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    @Override
    public void collect(int doc) throws IOException {
        published.advanceExact(doc);
        long time = published.longValue();
        if (last == null || !last.has(time)) {
            last = years.values().stream()
                    .filter(year -> year.has(time))
                    .findFirst()
                    .orElseGet(() -> Year.of(time, zone));
            years.putIfAbsent(last.number, last);
        }
        last.count[0]++;
    }
}
