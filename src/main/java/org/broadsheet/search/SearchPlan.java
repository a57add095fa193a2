package org.broadsheet.search;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * How a query is run, decided with the first page and carried along by the cursor, so that all pages are of one and the
 * same list: scores of stories that stay as they are stay as they are, whatever else is published meanwhile.
 *
 * @param way how matches are found
 * @param any whether one of the words is enough
 * @param asOf from when ages are reckoned: when the latest story had been published
 * @param rarities of the required terms
 * @param total how many match
 * @param exact whether that was counted
 * @param floor where the ranked part ends, as a place in the order of publication; null where all matches are ranked
 * @param titleFloor likewise for those whose title matches; null where none of them is ranked apart
 * @param languages that the query's words are taken for; none where the filter names them
 * @param text the query, which may be another than the one asked for
 */
record SearchPlan(
        Way way,
        boolean any,
        Instant asOf,
        List<Double> rarities,
        long total,
        boolean exact,
        Point floor,
        Point titleFloor,
        List<String> languages,
        String text) {

    private static final String SEPARATOR = "|";
    private static final String NONE = "-";
    private static final int PARTS = 10;

    /** How the stories that match are found. */
    enum Way {
        /** By the index of words: where few match. */
        INDEX,
        /** By the filter: where few pass it. */
        FILTER,
        /** From the latest story back: where many match. */
        WALK
    }

    /** A place in the order of publication. */
    record Point(Instant publishedAt, UUID id) {

        private static String write(Point point) {
            return point == null ? NONE : point.publishedAt().toEpochMilli() + "," + point.id();
        }

        private static Point parse(String text) {
            if (text.equals(NONE)) {
                return null;
            }
            String[] parts = text.split(",", 2);
            return new Point(instant(parts[0]), UUID.fromString(parts[1]));
        }
    }

    SearchPlan with(long total, boolean exact, Point floor, Point titleFloor) {
        return new SearchPlan(way, any, asOf, rarities, total, exact, floor, titleFloor, languages, text);
    }

    /**
     * A place in the list.
     *
     * @param isRanked whether the place is in the ranked part, which comes first
     * @param key the score there; the time of publication in milliseconds elsewhere
     */
    record Place(boolean isRanked, double key, UUID id) {}

    /** As the sort key of a cursor. */
    String at(Place place) {
        return String.join(
                SEPARATOR,
                way.name().substring(0, 1) + (any ? "1" : "0") + (exact ? "1" : "0") + (place.isRanked() ? "1" : "0"),
                Long.toString(asOf.toEpochMilli()),
                rarities.stream().map(String::valueOf).collect(Collectors.joining(",")),
                Long.toString(total),
                Point.write(floor),
                Point.write(titleFloor),
                Double.toString(place.key()),
                String.join(",", languages),
                Integer.toString(text.length()),
                text);
    }

    /** @throws IllegalArgumentException if it is none */
    static SearchPlan parse(String key) {
        String[] parts = parts(key);
        return new SearchPlan(
                Arrays.stream(Way.values())
                        .filter(way -> way.name().charAt(0) == parts[0].charAt(0))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new),
                parts[0].charAt(1) == '1',
                instant(parts[1]),
                parts[2].isEmpty()
                        ? List.of()
                        : Arrays.stream(parts[2].split(","))
                                .map(SearchPlan::number)
                                .toList(),
                Long.parseLong(parts[3]),
                parts[0].charAt(2) == '1',
                Point.parse(parts[4]),
                Point.parse(parts[5]),
                parts[7].isEmpty() ? List.of() : List.of(parts[7].split(",")),
                parts[9]);
    }

    /** @throws IllegalArgumentException if it is none */
    static Place place(String key, UUID id) {
        String[] parts = parts(key);
        return new Place(parts[0].charAt(3) == '1', number(parts[6]), id);
    }

    private static String[] parts(String key) {
        String[] parts = key.split("\\|", PARTS);
        if (parts.length != PARTS || parts[0].length() != 4 || !parts[8].equals(Integer.toString(parts[9].length()))) {
            throw new IllegalArgumentException("Not a place in a search");
        }
        return parts;
    }

    private static Instant instant(String millis) {
        Instant time = Instant.ofEpochMilli(Long.parseLong(millis));
        if (time.isBefore(Instant.EPOCH.minusSeconds(62_135_596_800L)) || time.getEpochSecond() > 253_402_300_799L) {
            throw new IllegalArgumentException("Not a time that PostgreSQL keeps for stories");
        }
        return time;
    }

    private static double number(String text) {
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("Not a number");
        }
        return number;
    }
}
