package dev.leat.runner;

import dev.leat.protocol.ConnectorException.Kind;
import dev.leat.protocol.Message;
import dev.leat.protocol.MessageCodec;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.TraceMessage;
import java.io.IOException;
import java.io.InputStream;

/** Listens to a destination, on a thread of its own so that it never waits for us: echoes, errors, its log. */
final class DestinationMessages {
    private final String who;
    private final Streams streams;
    private final Ledger ledger;
    private final Activity activity;
    private final Runnable nothingLeft;
    private final Log log;
    private final LineBuffer lines;
    private final LogLines noise;
    private volatile Failure failure;
    private volatile long gaveUpNanos;
    private volatile boolean gaveUp;
    private volatile boolean completeSeen;

    /** @param nothingLeft called, on the thread that listens, when the last stream that was open has failed */
    DestinationMessages(
            String who,
            Streams streams,
            Ledger ledger,
            Activity activity,
            Runnable nothingLeft,
            int lineBytesMax,
            Log log) {
        this.who = who;
        this.streams = streams;
        this.ledger = ledger;
        this.activity = activity;
        this.nothingLeft = nothingLeft;
        this.log = log;
        this.lines = new LineBuffer(lineBytesMax);
        this.noise = new LogLines(line -> log.info(who, line));
    }

    Thread listen(InputStream out) {
        return Thread.ofPlatform().daemon().name(who + " stdout").start(() -> run(out));
    }

    private void run(InputStream out) {
        try {
            while (lines.fill(out)) {
                activity.destinationSpoke();
                while (lines.next()) {
                    line();
                }
            }
        } catch (IOException gone) {
            // It was killed; the rest of what it had to say is lost, and its exit code tells.
        } catch (LineBuffer.TooLong tooLong) {
            failure = new Failure(Kind.INTERNAL, who + ": " + tooLong.getMessage());
            LogLines rest = new LogLines(line -> {});
            rest.drain(out, who + " stdout");
        } finally {
            gaveUp();
        }
    }

    private void gaveUp() {
        if (!gaveUp) {
            gaveUpNanos = System.nanoTime();
            gaveUp = true;
        }
    }

    /** Whether at a time it had failed, not just in a stream, or had ended. */
    boolean gaveUpBefore(long nanos) {
        return gaveUp && gaveUpNanos - nanos < 0;
    }

    private void line() {
        switch (MessageCodec.parse(lines.bytes(), lines.start(), lines.length()).orElse(null)) {
            case null ->
                noise.accept(lines.copy(LogLines.LINE_BYTES_MAX), Math.min(lines.length(), LogLines.LINE_BYTES_MAX));
            case Message.State(StateMessage state) -> echo(state);
            case Message.Trace(TraceMessage trace) -> trace(trace);
            case Message.Log entry -> log.write(entry.level(), who, entry.message());
            case Message.Record _,
                    Message.Columns _,
                    Message.Spec _,
                    Message.ConnectionStatus _,
                    Message.Discovered _,
                    Message.Control _,
                    Message.DestinationCatalog _,
                    Message.Answered _ -> {
                // Heartbeats of some foreign destinations are records without data; being heard is all they are for.
            }
        }
    }

    private void echo(StateMessage state) {
        switch (ledger.echoed(state)) {
            case CONFIRMED, EARLY -> {}
            case LATE ->
                log.warn(who, "echoed a state of " + state.stream() + " after a later one; the later one counts");
            case UNKNOWN -> log.warn(who, "echoed a state of " + state.stream() + " that it was never sent; ignored");
        }
    }

    private void trace(TraceMessage trace) {
        if (trace.streamStatus() != null && trace.streamStatus().streamDescriptor() != null) {
            StreamRun stream = streams.atDestination(trace.streamStatus().streamDescriptor());
            if (stream != null && trace.streamStatus().status() == TraceMessage.Status.COMPLETE) {
                completeSeen = true;
                stream.completeAtDestination = true;
            }
        } else if (trace.error() != null && trace.error().message() != null) {
            error(trace.error());
        }
    }

    private void error(TraceMessage.Error error) {
        Failure reported = Failure.of(who, error, 1);
        log.error(who, error.message());
        if (error.stackTrace() != null && reported.kind() == Kind.INTERNAL) {
            log.error(who, error.stackTrace());
        }
        StreamRun stream = error.streamDescriptor() == null ? null : streams.atDestination(error.streamDescriptor());
        if (stream != null) {
            stream.fail(reported);
            if (streams.allSettled()) {
                nothingLeft.run();
            }
        } else if (failure == null) {
            failure = reported;
            gaveUp();
        }
    }

    /** What went wrong beyond single streams, as the destination tells it; null if nothing. */
    Failure failure() {
        return failure;
    }

    /** Whether it tells which streams it has completed; if so, the others are not. */
    boolean completeSeen() {
        return completeSeen;
    }
}
