package dev.leat.connector.postgres;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.postgresql.util.ByteStreamWriter;

/** Stands where the server would, and takes what COPY is sent at no cost. */
final class Server implements CopyIn {
    /** Where everything goes while the result is looked at; null while it is measured. */
    ByteArrayOutputStream kept = new ByteArrayOutputStream();

    /** Answers every COPY with this server. */
    CopyManager copies() throws SQLException {
        Object unasked = Proxy.newProxyInstance(
                Server.class.getClassLoader(), new Class<?>[] {BaseConnection.class}, (_, _, _) -> null);
        return new CopyManager((BaseConnection) unasked) {
            @Override
            public CopyIn copyIn(String statement) {
                return Server.this;
            }
        };
    }

    @Override
    public void writeToCopy(byte[] buffer, int offset, int length) {
        if (kept != null) {
            kept.write(buffer, offset, length);
        }
    }

    @Override
    public void writeToCopy(ByteStreamWriter from) {
        throw new UnsupportedOperationException("Leat sends bytes");
    }

    @Override
    public void flushCopy() {}

    @Override
    public long endCopy() {
        return 0;
    }

    @Override
    public int getFieldCount() {
        return 0;
    }

    @Override
    public int getFormat() {
        return 0;
    }

    @Override
    public int getFieldFormat(int field) {
        return 0;
    }

    @Override
    public boolean isActive() {
        return true;
    }

    @Override
    public void cancelCopy() {}

    @Override
    public long getHandledRowCount() {
        return 0;
    }
}
