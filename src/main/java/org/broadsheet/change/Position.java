package org.broadsheet.change;

import java.util.Comparator;

/**
 * Where a row is in the log. Rows are ordered by the transaction that wrote them and then by their sequence.
 *
 * @param transaction PostgreSQL's 64-bit transaction id
 * @param sequence the row's own number
 */
public record Position(long transaction, long sequence) implements Comparable<Position> {

    public static final Position BEGINNING = new Position(0, 0);

    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::transaction).thenComparingLong(Position::sequence);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
