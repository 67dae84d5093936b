package dev.leat.connector.clickhouse;

import dev.leat.connector.clickhouse.encode.ColumnData;
import dev.leat.connector.clickhouse.encode.Constant;
import dev.leat.connector.clickhouse.encode.Encoders;
import dev.leat.connector.clickhouse.http.Request;
import dev.leat.jdbc.TableName;
import dev.leat.jdbc.UnfitValue;
import dev.leat.protocol.ConnectorException;
import dev.leat.row.Batch;
import dev.leat.row.Bytes;
import dev.leat.sdk.WritePlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Rows as the Native format has them: column after column, which the server takes over as they are where it would take
 * other formats apart. Allocates nothing per row. Not thread-safe.
 */
final class Block {
    private final String statement;
    private final ColumnData[] columns;
    /** Of the columns, and of the constants after them. */
    private final byte[][] heads;

    private final Constant[] constants;
    private final Bytes head = new Bytes(16);
    private int rows;
    private long bytes;

    /** @param kept the columns of {@code into}, in any order */
    Block(Target target, TableName into, List<Relation.Column> kept) {
        this.statement =
                "INSERT INTO " + Names.quoted(into) + " (" + Names.list(target.columnNames()) + ") FORMAT Native";
        this.columns = new ColumnData[target.width()];
        this.constants = new Constant[target.columns().size() - columns.length];
        this.heads = new byte[target.columns().size()][];
        for (int c = 0; c < columns.length; c++) {
            Target.Column wanted = target.columns().get(c);
            Relation.Column column = kept.stream()
                    .filter(one -> one.name().equals(wanted.name()))
                    .findFirst()
                    .orElseThrow(
                            () -> ConnectorException.internal("the table " + into + " has no column " + wanted.name()));
            columns[c] = data(into, column, wanted);
            heads[c] = head(wanted.name(), column.declared().sent());
        }
        for (int c = 0; c < constants.length; c++) {
            Target.Column technical = target.columns().get(columns.length + c);
            constants[c] = constant(target, technical);
            heads[columns.length + c] = head(technical.name(), Types.column(technical.type(), false));
        }
    }

    private static ColumnData data(TableName into, Relation.Column kept, Target.Column wanted) {
        return ExistingTable.data(kept, wanted)
                .orElseThrow(() -> ConnectorException.internal(
                        "the table " + into + " has no column \"" + wanted.name() + "\" that can be written"));
    }

    private static Constant constant(Target target, Target.Column technical) {
        boolean time = technical.name().equals(WritePlan.SYNCED_AT);
        return new Constant(
                time ? target.syncedAt().toEpochMilli() : target.plan().syncId());
    }

    /** The server converts where the column keeps values of that type in another way. */
    private static byte[] head(String name, String type) {
        Bytes head = new Bytes(64);
        for (String text : new String[] {name, type}) {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            Encoders.length(encoded.length, head);
            head.put(encoded);
        }
        return head.copy();
    }

    /** The statement that such blocks follow. */
    String statement() {
        return statement;
    }

    /** Takes the batch's current row. */
    void add(Batch batch) {
        byte[] json = batch.json();
        int c = 0;
        try {
            for (; c < columns.length; c++) {
                ColumnData column = columns[c];
                int more = batch.isNull(c) ? column.putNull() : column.put(json, batch.from(c), batch.to(c));
                if (more == 0) {
                    throw missing(batch, c);
                }
                bytes += more;
            }
        } catch (UnfitValue unfit) {
            throw batch.mismatch(c, unfit.getMessage(), null);
        }
        bytes += (long) constants.length * Constant.ROW_BYTES;
        rows++;
    }

    private static ConnectorException missing(Batch batch, int c) {
        return ConnectorException.data("stream \"" + batch.schema().stream() + "\", " + batch.location()
                + ", column \"" + batch.schema().columns().get(c).name()
                + "\": the value is null, and the table's column takes none");
    }

    boolean isEmpty() {
        return rows == 0;
    }

    /** About how many bytes there are. */
    long bytes() {
        return bytes;
    }

    /** Sends it, and begins the next one. */
    void send(Request request) throws IOException {
        head.clear();
        Encoders.length(heads.length, head);
        Encoders.length(rows, head);
        request.write(head.array(), 0, head.length());
        for (int c = 0; c < heads.length; c++) {
            request.write(heads[c], 0, heads[c].length);
            if (c < columns.length) {
                columns[c].writeTo(request::write);
            } else {
                constants[c - columns.length].writeTo(request::write, rows);
            }
        }
        clear();
    }

    void clear() {
        rows = 0;
        bytes = 0;
        for (ColumnData column : columns) {
            column.clear();
        }
    }
}
