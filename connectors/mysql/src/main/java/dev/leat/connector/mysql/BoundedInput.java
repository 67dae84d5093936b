package dev.leat.connector.mysql;

import com.mysql.cj.NativeSession;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.protocol.FullReadInputStream;
import com.mysql.cj.protocol.SocketConnection;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What the driver reads from the server, up to a bound for each row. The driver gathers a row of many packets in a buffer
 * that grows whatever the heap; here it is stopped before the packet that is too many, and gives the connection up. One
 * thread.
 */
final class BoundedInput extends FullReadInputStream {
    private long bytesMax;
    private long bytes;

    private BoundedInput(FullReadInputStream in, long bytesMax) {
        super(in);
        this.bytesMax = bytesMax;
    }

    /** Says that a row was longer than the bound. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;

        TooLong(String message) {
            super(message);
        }
    }

    /** Puts itself between a connection and its driver. */
    static BoundedInput of(Connection connection, long bytesMax) throws SQLException {
        try {
            NativeSession session =
                    (NativeSession) connection.unwrap(JdbcConnection.class).getSession();
            SocketConnection socket = session.getProtocol().getSocketConnection();
            FullReadInputStream in = socket.getMysqlInput();
            BoundedInput bounded = new BoundedInput(in instanceof BoundedInput old ? old.inner() : in, bytesMax);
            socket.setMysqlInput(bounded);
            return bounded;
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), "08003", e);
        }
    }

    private FullReadInputStream inner() {
        return (FullReadInputStream) in;
    }

    /** From here on it is the next row's. */
    void next() {
        bytes = 0;
    }

    /** What is read now is no row that is kept. */
    void unbounded() {
        bytesMax = Long.MAX_VALUE;
    }

    @Override
    public int readFully(byte[] to) throws IOException {
        return readFully(to, 0, to.length);
    }

    @Override
    public int readFully(byte[] to, int offset, int length) throws IOException {
        bytes += length;
        if (bytes > bytesMax) {
            throw new TooLong("the row takes more than " + bytesMax + " bytes");
        }
        return inner().readFully(to, offset, length);
    }

    @Override
    public long skipFully(long length) throws IOException {
        return inner().skipFully(length);
    }
}
