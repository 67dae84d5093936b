package dev.leat.connector.clickhouse;

import dev.leat.jdbc.RidCandidates;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.TableName;
import dev.leat.protocol.Catalog.RidCandidate;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table or view as the server's catalog describes it.
 *
 * @param engine in the server's words, without its parameters
 * @param sortingKey as an expression; empty for none
 * @param partitionKey as an expression; empty for none
 * @param readers names of the materialized views that rows inserted here go on to
 * @param rows how many there are, or -1
 */
record Relation(
        TableName name,
        String engine,
        List<Column> columns,
        String sortingKey,
        String partitionKey,
        List<String> readers,
        long rows) {

    /**
     * One column.
     *
     * @param type what it holds
     * @param kind {@code DEFAULT}, {@code MATERIALIZED}, {@code ALIAS}, or empty
     */
    record Column(String name, ChType declared, Type type, String kind, boolean inSortingKey) {
        boolean isComputed() {
            return kind.equals("MATERIALIZED") || kind.equals("ALIAS");
        }

        /** Whether the server has an honest value for it when a row brings none. */
        boolean isFilled() {
            return declared.isNullable() || kind.equals("DEFAULT");
        }
    }

    Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    boolean isMergeTree() {
        return engine.endsWith("MergeTree");
    }

    /** Kept by several servers, or by another one. */
    boolean isSpread() {
        return engine.startsWith("Replicated") || engine.startsWith("Shared") || engine.equals("Distributed");
    }

    /** A copy with some columns only, in the table's order. */
    Table table() {
        List<Table.Column> shown = columns.stream()
                .map(column -> new Table.Column(
                        column.name(),
                        column.type(),
                        column.declared().text(),
                        column.declared().isNullable(),
                        column.isFilled(),
                        column.isComputed()))
                .toList();
        // A primary key is no promise here that no two rows share it.
        return new Table(name, shown, List.of(), List.of(), rows);
    }

    /** Columns that tell by their names that they grow, then those that the table is sorted by. */
    List<RidCandidate> rids() {
        List<RidCandidate> candidates = new ArrayList<>(RidCandidates.of(table()));
        for (Column column : columns) {
            boolean grows = column.type() instanceof Type.Int || column.type() instanceof Type.Timestamp;
            boolean known = candidates.stream().anyMatch(one -> one.column().equals(column.name()));
            if (column.inSortingKey() && grows && !known) {
                candidates.add(
                        new RidCandidate(column.name(), false, column.declared().isNullable()));
            }
        }
        return candidates;
    }
}
