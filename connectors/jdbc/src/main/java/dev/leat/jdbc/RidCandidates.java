package dev.leat.jdbc;

import dev.leat.protocol.Catalog.RidCandidate;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds the columns of a table that grow with new rows, as far as names, types and keys can tell. */
public final class RidCandidates {
    private static final Pattern CHANGED = Pattern.compile(
            "(.*_)?(updated|modified|changed|last_update|last_modified|last_change|update_time|modification_date)"
                    + "(_(at|on|date|time|ts|utc))?");
    private static final Pattern CREATED =
            Pattern.compile("(.*_)?(created|inserted|added|occurred|logged|recorded)(_(at|on|date|time|ts|utc))?");

    /** Longer numbers are no row numbers, and not every engine orders them. */
    private static final int DIGITS_MAX = 20;

    private RidCandidates() {}

    private record Ranked(int rank, RidCandidate candidate) implements Comparable<Ranked> {
        @Override
        public int compareTo(Ranked other) {
            return Integer.compare(rank, other.rank);
        }
    }

    /**
     * The candidates, the best first: unique numbers, those that the engine gives before others; unique times, times of
     * change, times of creation.
     */
    public static List<RidCandidate> of(Table table) {
        List<Ranked> found = new ArrayList<>();
        for (Table.Column column : table.columns()) {
            int rank = rank(table, column);
            if (rank >= 0) {
                boolean unique = table.isUnique(column.name());
                // Rows without a RID are never read: a column that may lack it comes after all that cannot.
                int order = column.nullable() ? rank + 10 : rank;
                found.add(new Ranked(order, new RidCandidate(column.name(), unique, column.nullable())));
            }
        }
        Collections.sort(found);
        return found.stream().map(Ranked::candidate).toList();
    }

    private static int rank(Table table, Table.Column column) {
        String name = column.name().toLowerCase(Locale.ROOT);
        boolean number = isWholeNumber(column.type());
        boolean time = column.type() instanceof Type.Timestamp;
        if (!number && !time) {
            return -1;
        }
        if (table.isUnique(column.name())) {
            // What nobody has to give, and is another one each time, the engine numbers itself.
            boolean numbersItself = column.filled() && !column.nullable();
            return time ? 3 : numbersItself ? 0 : table.key().contains(column.name()) ? 1 : 2;
        }
        return CHANGED.matcher(name).matches() ? 4 : CREATED.matcher(name).matches() ? 5 : -1;
    }

    private static boolean isWholeNumber(Type type) {
        return switch (type) {
            case Type.Int _ -> true;
            case Type.Decimal(int precision, int scale) -> precision > 0 && precision <= DIGITS_MAX && scale == 0;
            default -> false;
        };
    }
}
