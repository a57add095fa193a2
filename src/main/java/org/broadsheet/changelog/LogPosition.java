package org.broadsheet.changelog;

import java.util.Comparator;

/**
 * The position of a row in the log. Rows are ordered by the transaction that wrote them and then by their sequence.
 *
 * @param transaction PostgreSQL's 64-bit transaction id
 * @param sequence the row's own number
 */
public record LogPosition(long transaction, long sequence) implements Comparable<LogPosition> {

    public static final LogPosition BEGINNING = new LogPosition(0, 0);

    private static final Comparator<LogPosition> ORDER =
            Comparator.comparingLong(LogPosition::transaction).thenComparingLong(LogPosition::sequence);

    @Override
    public int compareTo(LogPosition other) {
        return ORDER.compare(this, other);
    }
}
