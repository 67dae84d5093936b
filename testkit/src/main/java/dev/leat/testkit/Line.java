package dev.leat.testkit;

import dev.leat.protocol.Message;
import dev.leat.protocol.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A line that a program printed; what it says is found out when somebody asks. Thread-safe. */
public final class Line {
    private final String text;
    private Optional<Message> message;

    private Line(String text) {
        this.text = text;
    }

    static Line of(String text) {
        return new Line(text);
    }

    public String text() {
        return text;
    }

    /** What it says; empty if it is no message of the protocol. */
    public synchronized Optional<Message> message() {
        if (message == null) {
            message = MessageCodec.parse(text.getBytes(StandardCharsets.UTF_8));
        }
        return message;
    }

    <T extends Message> Optional<T> as(Class<T> type) {
        return message().filter(type::isInstance).map(type::cast);
    }

    /** The beginning of the line, for messages. */
    String shortened() {
        return text.length() > 300 ? text.substring(0, 300) + "… (" + text.length() + " characters)" : text;
    }
}
