package dev.leat.connector.clickhouse;

import dev.leat.connector.clickhouse.encode.Encoder;
import dev.leat.connector.clickhouse.http.Request;
import dev.leat.jdbc.TableName;
import dev.leat.jdbc.UnfitValue;
import dev.leat.protocol.ConnectorException;
import dev.leat.row.Batch;
import dev.leat.row.Bytes;
import dev.leat.sdk.Log;
import java.io.IOException;
import java.util.Map;

/**
 * Rows on their way into one table: gathered, and sent in pieces within one INSERT, which {@link #end} ends. The INSERT is
 * begun with the first piece, so that a stream of a few rows beside many others costs little.
 */
final class Insert {
    private static final int PIECE_BYTES = 1 << 18;
    private static final int REFUSAL_MILLIS = 10_000;

    /**
     * Rows may be long in coming. That equal blocks count as one, that rows of a key are merged on their way, and that they
     * wait in memory, is right for others.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "http_receive_timeout", "86400",
            "insert_deduplicate", "0",
            "optimize_on_insert", "0",
            "async_insert", "0");

    private final Client client;
    private final String attempted;
    private final String statement;
    private final Encoder[] encoders;
    private final boolean[] nullable;
    private final byte[] tail;
    private final Bytes rows = new Bytes(1 << 14);
    private Request request;

    /**
     * @param encoders of the stream's own columns
     * @param tail what ends each row: the technical columns
     */
    Insert(Client client, Target target, TableName into, Encoder[] encoders, boolean[] nullable, byte[] tail) {
        this.client = client;
        this.attempted = "write the stream \"" + target.plan().schema().stream() + "\" to \"" + target.table() + "\"";
        this.statement =
                "INSERT INTO " + Names.quoted(into) + " (" + Names.list(target.columnNames()) + ") FORMAT RowBinary";
        this.encoders = encoders;
        this.nullable = nullable;
        this.tail = tail;
    }

    void write(Batch batch) {
        while (batch.next()) {
            row(batch);
            if (rows.length() >= PIECE_BYTES) {
                send();
            }
        }
    }

    private void row(Batch batch) {
        Bytes out = rows;
        byte[] json = batch.json();
        int c = 0;
        try {
            for (; c < encoders.length; c++) {
                boolean isNull = batch.isNull(c);
                if (nullable[c]) {
                    out.put(isNull ? 1 : 0);
                } else if (isNull) {
                    throw missing(batch, c);
                }
                if (!isNull) {
                    encoders[c].put(json, batch.from(c), batch.to(c), out);
                }
            }
        } catch (UnfitValue unfit) {
            throw batch.mismatch(c, unfit.getMessage(), null);
        }
        out.put(tail);
    }

    private static ConnectorException missing(Batch batch, int c) {
        return ConnectorException.data("stream \"" + batch.schema().stream() + "\", " + batch.location()
                + ", column \"" + batch.schema().columns().get(c).name()
                + "\": the value is null, and the table's column takes none");
    }

    private void send() {
        try {
            if (request == null) {
                request = client.insert(statement, SETTINGS);
            }
            request.write(rows.array(), 0, rows.length());
        } catch (IOException e) {
            throw refusal(e);
        }
        rows.clear();
        rows.shrink();
    }

    /** The server may have said why it listens no longer. */
    private ConnectorException refusal(IOException e) {
        if (request != null) {
            try {
                Client.checked(request.refusal(REFUSAL_MILLIS));
            } catch (ServerError said) {
                return Failures.of(attempted, client, said);
            } catch (IOException nothing) {
                Log.debug("no answer to an INSERT that broke off: " + nothing.getMessage());
            }
        }
        return Failures.of(attempted, client, e);
    }

    /** Sends what is left, and waits until the server has it all; answers whether there was anything. */
    boolean end() {
        if (rows.length() > 0) {
            send();
        }
        if (request == null) {
            return false;
        }
        try (Request ending = request) {
            request = null;
            client.check(ending);
        } catch (ServerError | IOException e) {
            throw Failures.of(attempted, client, e);
        }
        return true;
    }

    /** Breaks off; what the server has by then is in a work table, and goes with it. */
    void cancel() {
        rows.clear();
        if (request != null) {
            try {
                request.close();
            } catch (IOException e) {
                Log.debug("breaking off an INSERT failed: " + e.getMessage());
            }
            request = null;
        }
    }
}
