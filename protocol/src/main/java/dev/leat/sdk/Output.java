package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Message;
import dev.leat.protocol.MessageCodec;
import dev.leat.row.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A stream of messages, line by line. Thread-safe: a message is never written into another. */
final class Output {
    private final OutputStream out;

    Output(OutputStream out) {
        this.out = out;
    }

    void send(Message message) {
        byte[] json = MessageCodec.format(message);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        write(line, line.length);
    }

    /** Sends whole lines, and empties what held them. */
    void send(Bytes lines) {
        write(lines.array(), lines.length());
        lines.clear();
        lines.shrink();
    }

    private synchronized void write(byte[] bytes, int length) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw ConnectorException.unavailable(
                    "cannot write messages: the program that reads them is gone (" + e.getMessage() + ")", e);
        }
    }
}
