package dev.leat.connector.clickhouse;

import dev.leat.connector.clickhouse.decode.BinaryInput;
import dev.leat.connector.clickhouse.decode.Decoder;
import dev.leat.jdbc.UnfitValue;
import dev.leat.protocol.ConnectorException;
import dev.leat.row.Bytes;
import dev.leat.row.RowWriter;
import dev.leat.sdk.Emitter;
import dev.leat.sdk.ReadPlan;
import dev.leat.type.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The rows of a query, from the server's bytes to lines. */
final class SelectedRows {
    /**
     * Begins each row. A query that fails half-way ends its answer with a sentence, which older servers do not mark in any
     * way: nothing but this tells it from rows.
     */
    static final int ROW = 1;

    private static final int SAID_BYTES_MAX = 1 << 16;
    private static final int SHOWN_COLUMNS = 3;
    private static final int SHOWN_BYTES = 80;

    private final Client client;
    private final ReadPlan plan;
    private final Decoder[] decoders;
    private final int[] begins;
    private final int[] ends;
    private long rows;

    SelectedRows(Client client, ReadPlan plan, Selected[] columns) {
        this.client = client;
        this.plan = plan;
        this.decoders = new Decoder[columns.length];
        for (int c = 0; c < columns.length; c++) {
            decoders[c] = columns[c].decoder();
        }
        this.begins = new int[columns.length];
        this.ends = new int[columns.length];
    }

    void read(String query, Emitter out) throws IOException {
        String attempted = "read the stream \"" + plan.schema().stream() + "\"";
        try (Client.Answer answer = client.stream(attempted, query, Map.of())) {
            BinaryInput in = new BinaryInput(answer.body(), out.rows().valueBytesMax());
            while (!out.stopping() && more(in, attempted)) {
                int mark = mark(in, attempted);
                if (mark != ROW) {
                    throw Failures.of(attempted, client, ServerError.of((char) mark + in.rest(SAID_BYTES_MAX)));
                }
                rows++;
                row(in, out.rows(), attempted);
                out.rows().end();
            }
        }
    }

    /** What breaks here breaks between us and the server; what {@code end} throws is the output's. */
    private boolean more(BinaryInput in, String attempted) {
        try {
            return in.more();
        } catch (IOException e) {
            throw Failures.of(attempted, client, e);
        }
    }

    private int mark(BinaryInput in, String attempted) {
        try {
            return in.mark();
        } catch (IOException e) {
            throw Failures.of(attempted, client, e);
        }
    }

    private void row(BinaryInput in, RowWriter to, String attempted) {
        int column = 0;
        Bytes line = null;
        try {
            for (; column < decoders.length; column++) {
                line = to.next();
                begins[column] = line.length();
                decoders[column].read(in, line);
                ends[column] = line.length();
            }
        } catch (UnfitValue unfit) {
            throw unfit(column, line, unfit);
        } catch (IOException e) {
            throw Failures.of(attempted, client, e);
        }
    }

    private ConnectorException unfit(int column, Bytes line, UnfitValue unfit) {
        List<Column> columns = plan.schema().columns();
        StringBuilder text =
                new StringBuilder("stream \"" + plan.schema().stream() + "\", row " + rows + " of this read");
        for (int c = 0; c < Math.min(column, SHOWN_COLUMNS); c++) {
            int length = Math.min(SHOWN_BYTES, ends[c] - begins[c]);
            text.append(c == 0 ? " (" : ", ")
                    .append(columns.get(c).name())
                    .append(" = ")
                    .append(new String(line.array(), begins[c], length, StandardCharsets.UTF_8));
        }
        return ConnectorException.data(text + (column == 0 ? "" : ")") + ", column \""
                + columns.get(column).name() + "\": its value " + unfit.getMessage() + " (the column is "
                + columns.get(column).type() + ")");
    }
}
