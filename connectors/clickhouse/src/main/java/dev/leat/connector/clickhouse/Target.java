package dev.leat.connector.clickhouse;

import dev.leat.connector.clickhouse.ClickHouseConfig.TableOptions;
import dev.leat.jdbc.TableName;
import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Rid;
import dev.leat.sdk.WritePlan;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a stream's rows go: its table, and a column there for each of the stream's, in the stream's order, with the
 * technical ones last.
 *
 * @param syncedAt the value of {@link WritePlan#SYNCED_AT}
 */
record Target(WritePlan plan, TableName table, List<Column> columns, Instant syncedAt, TableOptions options) {
    /** Sync ids from here on are times in milliseconds since 1970, as Leat's runner gives them; others only count. */
    private static final long FIRST_TIME = 1_000_000_000_000L;

    /** A column to write; {@code nullable} says whether one that is made for it takes null. */
    record Column(String name, Type type, boolean nullable) {
        String ddl() {
            String comment = Types.comment(type, nullable);
            return Names.quoted(name) + " " + Types.column(type, nullable)
                    + (comment.isEmpty() ? "" : " COMMENT " + Names.text(comment));
        }

        /** The column that {@link #ddl} makes. */
        Relation.Column made() {
            return new Relation.Column(name, ChType.of(Types.column(type, nullable)), type, "", false);
        }
    }

    /** @param began when this process did: the run's time if its sync id is none */
    static Target of(WritePlan plan, ClickHouseConfig config, Instant began) {
        StreamSchema schema = plan.schema();
        List<Column> columns = new ArrayList<>();
        for (dev.leat.type.Column column : schema.columns()) {
            // What a table is sorted by is never null in ClickHouse.
            boolean sorts =
                    ridNames(plan).contains(column.name()) || schema.key().contains(column.name());
            columns.add(new Column(column.name(), column.type(), column.nullable() && !sorts));
        }
        if (plan.technicalColumns()) {
            columns.add(new Column(technical(schema, WritePlan.SYNCED_AT), new Type.Timestamp(3, true), false));
            columns.add(new Column(technical(schema, WritePlan.SYNC_ID), Type.INT64, false));
        }
        if (columns.isEmpty()) {
            throw ConnectorException.config(
                    "stream \"" + schema.stream() + "\" has no columns to make a table of; choose at least one");
        }
        String namespace = schema.stream().namespace();
        TableName table = new TableName(
                namespace == null ? config.database() : namespace,
                Names.table(schema.stream().name()));
        Instant syncedAt = plan.syncId() < FIRST_TIME ? began : Instant.ofEpochMilli(plan.syncId());
        return new Target(plan, table, columns, syncedAt, config.options(table.schema(), table.name()));
    }

    private static String technical(StreamSchema schema, String name) {
        if (schema.indexOf(name) >= 0) {
            throw ConnectorException.config("stream \"" + schema.stream() + "\" has a column \"" + name
                    + "\" of its own, which Leat would add: leave it out of the stream's columns, or set"
                    + " technical_columns: false to keep it as it is");
        }
        return name;
    }

    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** How many of the columns are the stream's own. */
    int width() {
        return plan.schema().columns().size();
    }

    Optional<Column> rid() {
        return plan.rid().map(rid -> columns.get(rid.column()));
    }

    /** The column that tells a row's partition, if the RID is counted per partition. */
    Optional<Column> per() {
        return plan.rid().flatMap(Rid::per).map(per -> columns.get(per.column()));
    }

    /** The RID's name, after that of what it is counted per; none if there is no RID. */
    private static List<String> ridNames(WritePlan plan) {
        return Stream.of(
                        plan.rid().flatMap(Rid::per).map(Rid.Per::name),
                        plan.rid().map(Rid::name))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Makes a table for the stream: the target itself, or one that is to take its place. */
    String create(TableName name) {
        List<String> lines = columns.stream().map(Column::ddl).toList();
        return "CREATE TABLE " + Names.quoted(name) + " (\n    " + String.join(",\n    ", lines) + "\n)\nENGINE = "
                + (options.engine() == null ? "MergeTree" : options.engine())
                + (options.partitionBy() == null ? "" : "\nPARTITION BY " + options.partitionBy())
                + "\nORDER BY " + order()
                + (options.settings() == null ? "" : "\nSETTINGS " + options.settings());
    }

    private String order() {
        if (options.orderBy() != null) {
            return options.orderBy();
        }
        List<String> order = new ArrayList<>();
        plan.schema().key().stream()
                .filter(name -> plan.schema().indexOf(name) >= 0)
                .forEach(order::add);
        ridNames(plan).stream().filter(name -> !order.contains(name)).forEach(order::add);
        return order.isEmpty() ? "tuple()" : "(" + Names.list(order) + ")";
    }
}
