package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Message;
import dev.leat.protocol.MessageCodec;
import dev.leat.row.Bytes;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Where messages go. Rows, states and statuses take the data channel, the rest the control channel, which is standard
 * output; unless {@code --output} says otherwise they are the same. Thread-safe, and so are several outputs over one
 * control channel: a message is never written into another.
 */
final class Output {
    private final OutputStream control;
    private final OutputStream data;

    Output(OutputStream control, OutputStream data) {
        this.control = control;
        this.data = data;
    }

    /** Whole lines of rows. */
    void rows(Bytes lines) {
        synchronized (control) {
            write(data, lines.array(), lines.length());
        }
        lines.clear();
        lines.shrink(4 * Limits.SEND_BYTES);
    }

    /** A message that has its place among the rows. */
    void data(Message message) {
        line(data, message);
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
