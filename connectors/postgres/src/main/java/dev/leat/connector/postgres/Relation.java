package dev.leat.connector.postgres;

import dev.leat.protocol.StreamDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table, or something else that can be read like one.
 *
 * @param kind as in {@code pg_class.relkind}
 * @param rowEstimate about how many rows it has, or -1
 * @param unwatched whether rows come to it from a materialized view or foreign table that it reads, being a view, or
 *     has as a partition
 * @param encoding of the database's texts, in the server's words
 * @param columns those that may be read, in order
 * @param forbidden names of the columns that may not
 * @param key the columns of its primary key, else of a unique index over columns that are never null; in key order
 * @param unique the columns of which no two rows share a value
 */
record Relation(
        long oid,
        StreamDescriptor stream,
        char kind,
        long rowEstimate,
        boolean unwatched,
        String encoding,
        List<PgColumn> columns,
        Set<String> forbidden,
        List<String> key,
        Set<String> unique) {

    static final char MATERIALIZED_VIEW = 'm';
    static final char FOREIGN_TABLE = 'f';
    static final char VIEW = 'v';
    static final char TABLE = 'r';

    Optional<PgColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    List<String> columnNames() {
        return columns.stream().map(PgColumn::name).toList();
    }
}
