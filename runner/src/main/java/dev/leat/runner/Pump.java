package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Message;
import dev.leat.protocol.MessageCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Carries the source's lines to the destination. Of a row it looks at the first bytes, which tell the stream; rows of
 * unchanged name go out in the buffer they came in. Everything else is a message for {@link SourceMessages}, or
 * something a program printed, which becomes a line of the log.
 */
final class Pump {
    private static final int SHOWN_BYTES = 120;

    private final String who;
    private final Streams streams;
    private final Heads heads;
    private final SourceMessages messages;
    private final Outlet outlet;
    private final Activity activity;
    private final LineBuffer lines;
    private final LogLines noise;
    private long rows;

    Pump(
            String who,
            Streams streams,
            Heads heads,
            SourceMessages messages,
            Outlet outlet,
            Activity activity,
            int lineBytesMax,
            Log log) {
        this.who = who;
        this.streams = streams;
        this.heads = heads;
        this.messages = messages;
        this.outlet = outlet;
        this.activity = activity;
        this.lines = new LineBuffer(lineBytesMax);
        this.noise = new LogLines(line -> log.info(who, line));
    }

    /**
     * Carries until the source's output ends, or the destination is gone, or a line comes that nothing may follow: then
     * it throws.
     */
    void run(InputStream in) throws IOException {
        while (fill(in)) {
            StreamRun stream = null;
            while (lines.next()) {
                Heads.Head head = heads.match(lines.bytes(), lines.start(), lines.length());
                if (head == null) {
                    other();
                } else {
                    stream = row(head.stream(), head);
                }
            }
            outlet.flush();
            if (stream != null) {
                stream.publish();
            }
            if (outlet.broken()) {
                return;
            }
        }
    }

    private boolean fill(InputStream in) throws IOException {
        activity.reading();
        try {
            return lines.fill(in);
        } catch (LineBuffer.TooLong tooLong) {
            throw tooLong(in, tooLong);
        } finally {
            activity.working();
        }
    }

    private ConnectorException tooLong(InputStream in, LineBuffer.TooLong tooLong) throws IOException {
        long size = tooLong.bytes() + tooLong.countRest(in);
        Heads.Head head = heads.match(tooLong.start(), 0, tooLong.start().length);
        String stream = head != null ? head.stream().name() : RecordPeek.streamOf(tooLong.start());
        return ConnectorException.data(who + ": line " + tooLong.number() + stream(stream) + " is " + size
                + " bytes long, more than the limit of " + tooLong.limit()
                + "; leave its large columns out, or raise " + LineLimit.VARIABLE);
    }

    private static String stream(String name) {
        return name.isEmpty() ? "" : ", a record of " + name + ",";
    }

    /** A row in the form that is recognised at a glance. */
    private StreamRun row(StreamRun stream, Heads.Head head) {
        count(stream);
        if (stream.failed()) {
            return stream;
        }
        if (head.mapped() == null) {
            outlet.forward(lines.bytes(), lines.start(), lines.end() + 1);
        } else {
            int kept = head.bytes().length;
            outlet.gather()
                    .put(head.mapped())
                    .put(lines.bytes(), lines.start() + kept, lines.length() - kept)
                    .put('\n');
            outlet.gathered();
        }
        return stream;
    }

    private void count(StreamRun stream) {
        rows++;
        stream.count(1, lines.length() + 1L);
        if (stream.rows == 1) {
            stream.running = true;
            stream.startNanos = stream.startNanos == 0 ? System.nanoTime() : stream.startNanos;
        }
    }

    private void other() {
        byte[] bytes = lines.bytes();
        RecordPeek peek = RecordPeek.at(bytes, lines.start(), lines.length());
        if ("RECORD".equals(peek.type()) && peek.stream() != null) {
            foreignRow(peek);
            return;
        }
        Optional<Message> message =
                peek.type() == null ? Optional.empty() : MessageCodec.parse(bytes, lines.start(), lines.length());
        if (message.isPresent()) {
            outlet.flush();
            messages.take(message.get());
        } else if (peek.type() == null && looksLikeData()) {
            throw ConnectorException.data(who + ": line " + lines.number()
                    + " should be a message of the protocol but is not valid JSON; it begins " + shown());
        } else {
            noise.accept(lines.copy(LogLines.LINE_BYTES_MAX), Math.min(lines.length(), LogLines.LINE_BYTES_MAX));
        }
    }

    /** A row whose keys stand in another order, or whose stream is seen for the first time. */
    private void foreignRow(RecordPeek peek) {
        StreamRun stream = streams.atSource(peek.stream());
        if (stream == null) {
            throw ConnectorException.data(who + ": line " + lines.number() + " is a record of the stream \""
                    + peek.stream() + "\", which it was not asked for; the source does not keep to the catalog");
        }
        heads.learn(stream, lines.bytes(), lines.start(), lines.length());
        count(stream);
        if (stream.failed()) {
            return;
        }
        if (stream.plan.destination().equals(stream.plan.source())) {
            outlet.forward(lines.bytes(), lines.start(), lines.end() + 1);
        } else {
            peek.rename(stream.plan.destination(), lines.bytes(), lines.start(), lines.length(), outlet.gather());
            outlet.gathered();
        }
        stream.publish();
    }

    /** A broken row must not pass for something a library printed: it would be missing without anybody noticing. */
    private boolean looksLikeData() {
        String start = shown();
        return start.startsWith("{") && (start.contains("\"RECORD\"") || start.contains("\"STATE\""));
    }

    private String shown() {
        return new String(lines.copy(SHOWN_BYTES), StandardCharsets.UTF_8).strip();
    }

    /** Whether the output ended within a line. */
    boolean cutOff() {
        return lines.rest() > 0;
    }

    long rows() {
        return rows;
    }

    /** The last lines that were no messages. */
    java.util.List<String> noise() {
        return noise.last();
    }
}
