package dev.leat.connector.clickhouse;

import dev.leat.connector.clickhouse.encode.ColumnData;
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

/**
 * Rows as the Native format has them: column after column, which the server takes over as they are where it would take
 * other formats apart. Allocates nothing per row. Not thread-safe.
 */
final class Block {
    private final String statement;
    private final ColumnData[] columns;
    private final byte[][] heads;
    private final int width;
    private final Bytes head = new Bytes(16);
    private int rows;
    private long bytes;

    /** @param table what the columns of {@code into} are */
    Block(Target target, TableName into, Relation table) {
        this.statement =
                "INSERT INTO " + Names.quoted(into) + " (" + Names.list(target.columnNames()) + ") FORMAT Native";
        this.width = target.width();
        this.columns = new ColumnData[target.columns().size()];
        this.heads = new byte[columns.length][];
        for (int c = 0; c < columns.length; c++) {
            Target.Column wanted = target.columns().get(c);
            Relation.Column kept = table.column(wanted.name())
                    .orElseThrow(
                            () -> ConnectorException.internal("the table " + into + " has no column " + wanted.name()));
            boolean own = c < width;
            columns[c] = own ? data(into, kept, wanted) : constant(target, wanted);
            heads[c] = head(wanted.name(), own ? kept.declared().sent() : Types.column(wanted.type(), false));
        }
    }

    private static ColumnData data(TableName into, Relation.Column kept, Target.Column wanted) {
        return ExistingTable.data(kept, wanted)
                .orElseThrow(() -> ConnectorException.internal(
                        "the table " + into + " has no column \"" + wanted.name() + "\" that can be written"));
    }

    private static ColumnData constant(Target target, Target.Column technical) {
        boolean time = technical.name().equals(WritePlan.SYNCED_AT);
        return Encoders.constant(
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
            for (; c < width; c++) {
                ColumnData column = columns[c];
                int more = batch.isNull(c) ? column.putNull() : column.put(json, batch.from(c), batch.to(c));
                if (more == 0) {
                    throw missing(batch, c);
                }
                bytes += more;
            }
            for (; c < columns.length; c++) {
                bytes += columns[c].put(json, 0, 0);
            }
        } catch (UnfitValue unfit) {
            throw batch.mismatch(c, unfit.getMessage(), null);
        }
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
        Encoders.length(columns.length, head);
        Encoders.length(rows, head);
        request.write(head.array(), 0, head.length());
        for (int c = 0; c < columns.length; c++) {
            request.write(heads[c], 0, heads[c].length);
            columns[c].writeTo(request::write);
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
