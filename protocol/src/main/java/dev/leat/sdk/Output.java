package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Message;
import dev.leat.protocol.MessageCodec;
import dev.leat.protocol.StateMessage;
import dev.leat.row.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/**
 * Where messages go. Rows, states and statuses take the data channel, the rest the control channel, which is standard
 * output; unless {@code --output} says otherwise they are the same. If they are not, states and statuses take both, for
 * whoever started the program sees no rows. Thread-safe, and so are several outputs over one
 * control channel: a message is never written into another.
 */
final class Output {
    private final OutputStream control;
    private final OutputStream data;
    private long waitNanos;

    Output(OutputStream control, OutputStream data) {
        this.control = control;
        this.data = data;
    }

    /** Whole lines of rows. */
    void rows(Bytes lines) {
        synchronized (control) {
            long begin = System.nanoTime();
            write(data, lines.array(), lines.length());
            waitNanos += System.nanoTime() - begin;
        }
        lines.clear();
        lines.shrink(4 * Limits.SEND_BYTES);
    }

    /** A message that has its place among the rows. */
    void data(Message message) {
        if (!data.equals(control)) {
            line(control, message);
        }
        line(data, message);
    }

    /**
     * A state, as {@link #data}.
     *
     * @param bytes of the rows since the stream's last state
     */
    void state(StateMessage state, long bytes) {
        if (!data.equals(control)) {
            line(control, new Message.State(state.withSourceTraffic(bytes, TimeUnit.NANOSECONDS.toMillis(waitNanos))));
        }
        line(data, new Message.State(state));
    }

    void control(Message message) {
        line(control, message);
    }

    private void line(OutputStream to, Message message) {
        byte[] json = MessageCodec.format(message);
        byte[] line = java.util.Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        synchronized (control) {
            write(to, line, line.length);
        }
    }

    private static void write(OutputStream to, byte[] bytes, int length) {
        try {
            to.write(bytes, 0, length);
        } catch (IOException e) {
            throw ConnectorException.unavailable(
                    "cannot write messages: the program that reads them is gone (" + e.getMessage() + ")", e);
        }
    }
}
