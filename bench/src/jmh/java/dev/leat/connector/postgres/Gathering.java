package dev.leat.connector.postgres;

import dev.leat.bench.LineItem;
import dev.leat.row.Bytes;
import dev.leat.row.RidSpan;
import dev.leat.row.RowGate;
import java.io.ByteArrayOutputStream;

/** Takes rows as the SDK does for a full refresh: gathered in one buffer, let go of in large pieces. */
final class Gathering implements RowGate {
    private static final int SEND_BYTES = 256 << 10;

    final Bytes buffer = new Bytes(SEND_BYTES + (64 << 10));
    /** Where everything goes while the result is looked at; null while it is measured. */
    ByteArrayOutputStream kept = new ByteArrayOutputStream();

    private long sent;

    @Override
    public boolean admit(Bytes line, RidSpan rid) {
        return true;
    }

    @Override
    public long emittedAt() {
        return LineItem.EMITTED_AT;
    }

    @Override
    public void sent() {
        if (buffer.length() >= SEND_BYTES) {
            flush();
        }
    }

    void flush() {
        if (kept != null) {
            kept.write(buffer.array(), 0, buffer.length());
        }
        sent += buffer.length();
        buffer.clear();
    }

    /** Bytes of rows so far. */
    long bytes() {
        return sent + buffer.length();
    }
}
