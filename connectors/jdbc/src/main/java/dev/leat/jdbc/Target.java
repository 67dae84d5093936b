package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Rid;
import dev.leat.sdk.WriteMode;
import dev.leat.sdk.WritePlan;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a stream's rows go: its table, and a column there for each of the stream's, in the stream's order, with the
 * technical ones last.
 *
 * @param syncedAt the value of {@link WritePlan#SYNCED_AT}
 * @param keyed whether a table made for the stream can have the stream's key
 */
public record Target(WritePlan plan, TableName table, List<Column> columns, Instant syncedAt, boolean keyed) {
    /** Sync ids from here on are times in milliseconds since 1970, as Leat's runner gives them; others only count. */
    private static final long FIRST_TIME = 1_000_000_000_000L;

    /**
     * A column to write.
     *
     * @param required whether a table made for the stream refuses null in it
     */
    public record Column(String name, Type type, boolean required) {}

    /** One that can have its stream's key. */
    public Target(WritePlan plan, TableName table, List<Column> columns, Instant syncedAt) {
        this(plan, table, columns, syncedAt, true);
    }

    /** @param began when this process did: the run's time if its sync id is none */
    static Target of(WritePlan plan, Dialect dialect, Instant began) {
        StreamSchema schema = plan.schema();
        List<String> names = new ArrayList<>();
        schema.columns().forEach(column -> names.add(column.name()));
        if (plan.technicalColumns()) {
            names.add(technical(schema, WritePlan.SYNCED_AT));
            names.add(technical(schema, WritePlan.SYNC_ID));
        }
        if (names.isEmpty()) {
            throw ConnectorException.config(
                    "stream \"" + schema.stream() + "\" has no columns to make a table of; choose at least one");
        }
        List<String> fitted = dialect.identifiers().fitted(names, "stream \"" + schema.stream() + "\"");
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < schema.columns().size(); c++) {
            dev.leat.type.Column column = schema.columns().get(c);
            columns.add(new Column(fitted.get(c), column.type(), tellsPlace(plan, column.name())));
        }
        if (plan.technicalColumns()) {
            columns.add(new Column(WritePlan.SYNCED_AT, new Type.Timestamp(3, true), false));
            columns.add(new Column(WritePlan.SYNC_ID, Type.INT64, false));
        }
        Instant syncedAt = plan.syncId() < FIRST_TIME ? began : Instant.ofEpochMilli(plan.syncId());
        Target sent = new Target(plan, dialect.tableOf().apply(schema.stream()), columns, syncedAt);
        return sent.kept(dialect.storage());
    }

    /** The same with the types that its columns can have. */
    private Target kept(Storage storage) {
        BitSet indexed = new BitSet();
        List<String> key = key();
        for (int c = 0; c < columns.size(); c++) {
            indexed.set(c, key.contains(columns.get(c).name()));
        }
        plan.rid().ifPresent(rid -> indexed.set(rid.column()));
        List<Type> types = storage.kept(columns.stream().map(Column::type).toList(), indexed);
        List<Column> kept = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            Column column = columns.get(c);
            kept.add(new Column(column.name(), types.get(c), column.required()));
        }
        boolean keyable = columns.stream()
                .filter(column -> key.contains(column.name()))
                .allMatch(column -> storage.canBeKey(column.type()));
        return new Target(plan, table, kept, syncedAt, keyable);
    }

    /** Whether a column is the RID, or what the RID is counted per. */
    private static boolean tellsPlace(WritePlan plan, String column) {
        return plan.rid()
                .filter(rid -> rid.name().equals(column)
                        || rid.per().filter(per -> per.name().equals(column)).isPresent())
                .isPresent();
    }

    private static String technical(StreamSchema schema, String name) {
        if (schema.indexOf(name) >= 0) {
            throw ConnectorException.config("stream \"" + schema.stream() + "\" has a column \"" + name
                    + "\" of its own, which Leat would add: leave it out of the stream's columns, or set"
                    + " technical_columns: false to keep it as it is");
        }
        return name;
    }

    /** How many of the columns are the stream's own. */
    public int width() {
        return plan.schema().columns().size();
    }

    /** The columns that a table does not have yet. */
    public List<Column> missingIn(Table table, Identifiers identifiers) {
        List<String> there =
                table.columnNames().stream().map(identifiers::folded).toList();
        return columns.stream()
                .filter(column -> !there.contains(identifiers.folded(column.name())))
                .toList();
    }

    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** The column that tells how far the stream is, if it is incremental. */
    public Optional<Column> rid() {
        return plan.rid().map(rid -> columns.get(rid.column()));
    }

    /** The column that tells a row's partition, if the RID is counted per partition. */
    public Optional<Column> per() {
        return plan.rid().flatMap(Rid::per).map(per -> columns.get(per.column()));
    }

    /** Whether the last RID is found by the index of the key, which begins with it, or with its partition and it. */
    boolean keyFindsRid() {
        List<String> sought = Stream.of(per(), rid())
                .flatMap(Optional::stream)
                .map(Column::name)
                .toList();
        return Collections.indexOfSubList(key(), sought) == 0;
    }

    /**
     * The columns that no two rows of the table share. In mode append a changed row comes as another row of the same
     * key, unless the RID itself, being unique and part of the key, keeps that from happening.
     */
    public List<String> key() {
        StreamSchema schema = plan.schema();
        boolean holds = plan.mode() == WriteMode.REPLACE
                || plan.rid()
                        .filter(rid -> rid.unique() && schema.key().contains(rid.name()))
                        .isPresent();
        boolean whole = schema.key().stream().allMatch(name -> schema.indexOf(name) >= 0);
        return holds && whole && keyed
                ? schema.key().stream()
                        .map(name -> columns.get(schema.indexOf(name)).name())
                        .toList()
                : List.of();
    }
}
