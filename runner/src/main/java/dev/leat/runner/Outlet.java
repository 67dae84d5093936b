package dev.leat.runner;

import dev.leat.row.Bytes;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The way to the destination. Lines that lie one behind the other in the pump's buffer go out in one write, uncopied;
 * changed ones are gathered. Not thread-safe.
 */
final class Outlet {
    private static final int GATHERED_BYTES = 256 << 10;

    /** Bytes written at once, so that the watchdog sees a slow destination take something now and then. */
    private static final int WRITE_BYTES = 1 << 20;

    private final OutputStream out;
    private final Activity activity;
    private final Bytes gathered = new Bytes(GATHERED_BYTES + (64 << 10));
    private byte[] buffer;
    private int from;
    private int to;
    private boolean broken;

    Outlet(OutputStream out, Activity activity) {
        this.out = out;
        this.activity = activity;
    }

    /** Sends {@code [start, end)} of a buffer that stays as it is until the next {@link #flush}. */
    void forward(byte[] bytes, int start, int end) {
        if (from < to && start == to && gathered.length() == 0) {
            to = end;
            return;
        }
        flush();
        buffer = bytes;
        from = start;
        to = end;
    }

    /** A place to append a changed line to; call {@link #gathered} when it is whole. */
    Bytes gather() {
        if (from < to) {
            flush();
        }
        return gathered;
    }

    void gathered() {
        if (gathered.length() >= GATHERED_BYTES) {
            flush();
        }
    }

    void flush() {
        write(buffer, from, to);
        from = 0;
        to = 0;
        buffer = null;
        write(gathered.array(), 0, gathered.length());
        gathered.clear();
    }

    private void write(byte[] bytes, int start, int end) {
        if (start >= end || broken) {
            return;
        }
        try {
            for (int at = start; at < end; at += WRITE_BYTES) {
                activity.writing();
                out.write(bytes, at, Math.min(WRITE_BYTES, end - at));
            }
            activity.writing();
            out.flush();
        } catch (IOException gone) {
            broken = true;
        } finally {
            activity.working();
        }
    }

    /** Whether the destination has closed its end. */
    boolean broken() {
        return broken;
    }

    /** Tells the destination that nothing more comes. */
    void close() {
        flush();
        try {
            out.close();
        } catch (IOException gone) {
            broken = true;
        }
    }
}
