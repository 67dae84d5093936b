package dev.leat.connector.postgres;

import dev.leat.connector.postgres.PgType.Oid;
import dev.leat.protocol.Catalog.RidCandidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the columns of a table that seem to grow with new rows. A guess for people to choose from, the best first. */
final class RidCandidates {
    private static final Pattern CLOCK = Pattern.compile(
            "\\b(now|statement_timestamp|transaction_timestamp|clock_timestamp)\\(|\\b(CURRENT_TIMESTAMP|LOCALTIMESTAMP)\\b");
    private static final Pattern TIME_NAME =
            Pattern.compile("creat|updat|modifi|insert|chang|ingest|recorded|occurred|logged|^ts$|^timestamp$");

    private RidCandidates() {}

    /** How good a candidate is; the lower the better. */
    private record Ranked(int rank, RidCandidate candidate) implements Comparable<Ranked> {
        @Override
        public int compareTo(Ranked other) {
            return Integer.compare(rank, other.rank);
        }
    }

    static List<RidCandidate> of(Relation relation) {
        List<Ranked> ranked = new ArrayList<>();
        for (PgColumn column : relation.columns()) {
            if (!RidColumn.serves(relation, column)) {
                continue;
            }
            boolean unique = relation.unique().contains(column.name());
            rank(column, unique)
                    .ifPresent(rank ->
                            ranked.add(new Ranked(rank, new RidCandidate(column.name(), unique, column.nullable()))));
        }
        return ranked.stream().sorted().map(Ranked::candidate).toList();
    }

    private static Optional<Integer> rank(PgColumn column, boolean unique) {
        if (column.type().isInteger()) {
            return integer(column, unique);
        }
        if (column.type().isTimestamp()) {
            return timestamp(column);
        }
        return column.type().oid() == Oid.XID8 ? Optional.of(90) : Optional.empty();
    }

    private static Optional<Integer> integer(PgColumn column, boolean unique) {
        if (column.references()) {
            return Optional.empty();
        }
        boolean fed = !column.sequences().isEmpty();
        if (!fed && !unique) {
            return Optional.empty();
        }
        return Optional.of(fed && unique ? 0 : unique ? 10 : 20);
    }

    /** An instant goes before a time on some wall, which is turned back once a year. */
    private static Optional<Integer> timestamp(PgColumn column) {
        int zone = column.type().oid() == Oid.TIMESTAMPTZ ? 0 : 10;
        String name = column.name().toLowerCase(Locale.ROOT);
        boolean named = TIME_NAME.matcher(name).find();
        boolean clock = CLOCK.matcher(column.defaultValue()).find();
        if (!named && !clock) {
            return Optional.empty();
        }
        return Optional.of(30 + zone + (clock ? 0 : 20) + (column.nullable() ? 5 : 0));
    }
}
