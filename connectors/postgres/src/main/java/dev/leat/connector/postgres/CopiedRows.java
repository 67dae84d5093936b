package dev.leat.connector.postgres;

import dev.leat.sdk.Log;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.SQLException;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.QueryExecutorBase;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * The rows that a COPY sends, one after the other in one array. The driver makes an array for each; so messages that
 * hold rows are taken from the stream that it reads, a field of its own (as of 42.7.14). All others, notices, errors and
 * the end, are left to it, and so are the rows should it have no such field. One thread, while the copy is active.
 */
final class CopiedRows {
    /** A larger row's array is let go of with the row. */
    private static final int KEPT_BYTES_MAX = 4 << 20;

    private static final char COPY_DATA = 'd';
    /** Null if the driver is not as known. */
    private static final VarHandle STREAM = field();

    /** Of a row that is not taken, enough is to see which it is. */
    private static final int SHOWN_BYTES = 1 << 10;

    private final CopyOut copy;
    private final PGStream stream;
    private final int rowBytesMax;

    private byte[] row = new byte[4 << 10];
    private int tooLong;

    /**
     * @param stream what the copy comes from, or null for the driver's own way
     * @param rowBytesMax rows that are longer are not taken: of them there is the beginning
     */
    CopiedRows(CopyOut copy, PGStream stream, int rowBytesMax) {
        this.copy = copy;
        this.stream = stream;
        this.rowBytesMax = rowBytesMax;
    }

    private static VarHandle field() {
        try {
            return MethodHandles.privateLookupIn(QueryExecutorBase.class, MethodHandles.lookup())
                    .findVarHandle(QueryExecutorBase.class, "pgStream", PGStream.class);
        } catch (ReflectiveOperationException e) {
            Log.warn("rows are read in a slower way, for the JDBC driver is another than expected: " + e);
            return null;
        }
    }

    /** What the connection reads; null if the driver is not as known. */
    static PGStream stream(PgConnection connection) {
        QueryExecutor executor = connection.getQueryExecutor();
        return STREAM != null && executor instanceof QueryExecutorBase base ? (PGStream) STREAM.get(base) : null;
    }

    /**
     * The row read last, from index 0 to its line feed; there are more bytes than a word's behind it. It may be
     * overwritten, and is when the next is read.
     */
    byte[] row() {
        return row;
    }

    /** How long the row read last was if it was too long, and is cut off behind {@link #SHOWN_BYTES}; else 0. */
    int tooLong() {
        return tooLong;
    }

    /** Reads the next row if it is there already. */
    boolean poll() throws SQLException {
        try {
            if (stream != null && copy.isActive() && stream.hasMessagePending() && receive()) {
                return true;
            }
        } catch (IOException e) {
            throw broken(e);
        }
        return take(copy.readFromCopy(false));
    }

    /** Waits for the next row and reads it; false if there is none, and then the copy has ended. */
    boolean next() throws SQLException {
        return stream != null && receive() || take(copy.readFromCopy());
    }

    private boolean receive() throws SQLException {
        try {
            if (stream.peekChar() != COPY_DATA) {
                return false;
            }
            stream.receiveChar();
            int length = stream.receiveInteger4() - Integer.BYTES;
            if (length > rowBytesMax) {
                tooLong = length;
                room(SHOWN_BYTES);
                stream.receive(row, 0, SHOWN_BYTES);
                row[SHOWN_BYTES] = '\n';
                stream.skip(length - SHOWN_BYTES);
                return true;
            }
            room(length);
            stream.receive(row, 0, length);
            return true;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** In the driver's words. */
    private static PSQLException broken(IOException e) {
        return new PSQLException("Database connection failed when reading from copy", PSQLState.CONNECTION_FAILURE, e);
    }

    private boolean take(byte[] message) {
        if (message == null) {
            return false;
        }
        room(message.length);
        System.arraycopy(message, 0, row, 0, message.length);
        return true;
    }

    private void room(int length) {
        int needed = length + Long.BYTES;
        if (needed > row.length || row.length > KEPT_BYTES_MAX) {
            // Never two of them at once: they may be huge.
            row = null;
            row = new byte[needed > KEPT_BYTES_MAX ? needed : Math.min(KEPT_BYTES_MAX, 2 * needed)];
        }
    }
}
