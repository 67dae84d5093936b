package dev.leat.dist;

import java.util.List;

/** Tables of a source that is only read by Leat, in SQL that every engine understands. */
final class GrowingTables {
    /** One to be replaced, one with a unique RID, and one whose rows share theirs. */
    static final List<String> NAMES = List.of("catalogue", "events", "ticks");

    private static final int ROWS_PER_STATEMENT = 500;
    private static final int ROWS_PER_TICK = 70;

    private final Place place;
    private int rows;

    GrowingTables(Place place) {
        this.place = place;
    }

    /** Makes the tables, with so many rows each. */
    void make(int rows) throws Exception {
        Place.Sql sql = place.statements();
        sql.run(
                sql.create("catalogue", "VARCHAR(60)"),
                sql.create("events", "VARCHAR(60)"),
                sql.create("ticks", sql.number()));
        grow(rows);
    }

    /** Adds so many rows to each. */
    void grow(int more) throws Exception {
        for (int end = rows + more; rows < end; ) {
            int from = rows;
            rows = Math.min(end, rows + ROWS_PER_STATEMENT);
            StringBuilder texts = new StringBuilder();
            StringBuilder ticks = new StringBuilder();
            for (int id = from + 1; id <= rows; id++) {
                String comma = id == rows ? "" : ", ";
                texts.append('(')
                        .append(id)
                        .append(", 'row ''")
                        .append(id)
                        .append("'' é\"')")
                        .append(comma);
                ticks.append('(')
                        .append(id)
                        .append(", ")
                        .append(id / ROWS_PER_TICK)
                        .append(')')
                        .append(comma);
            }
            place.statements()
                    .run(
                            "INSERT INTO catalogue VALUES " + texts,
                            "INSERT INTO events VALUES " + texts,
                            "INSERT INTO ticks VALUES " + ticks);
        }
    }
}
