package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.ConnectorException.Kind;
import dev.leat.protocol.Message;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.TraceMessage;
import java.util.function.Function;

/** What a source says between its rows: passed on, kept, or turned into a stream's fate. Belongs to the pump's thread. */
final class SourceMessages {
    private final String who;
    private final Function<StreamDescriptor, StreamRun> streams;
    private final StateRelay relay;
    private final Activity activity;
    private final Log log;
    private Failure failure;
    private long failureNanos;
    private boolean statusSeen;
    private long messages;

    /** @param streams finds a stream by the name that the source sends */
    SourceMessages(
            String who, Function<StreamDescriptor, StreamRun> streams, StateRelay relay, Activity activity, Log log) {
        this.who = who;
        this.streams = streams;
        this.relay = relay;
        this.activity = activity;
        this.log = log;
    }

    void take(Message message) {
        messages++;
        switch (message) {
            case Message.State(StateMessage state) -> {
                activity.sourceSpoke();
                relay.state(state);
            }
            case Message.Trace(TraceMessage trace) -> trace(trace);
            case Message.Log entry -> {
                activity.sourceSpoke();
                log.write(entry.level(), who, entry.message());
            }
            case Message.Control control ->
                log.warn(
                        who,
                        "the connector changed its own configuration ("
                                + String.join(", ", control.config().propertyNames())
                                + "), perhaps a token that is valid once; Leat stores nothing, so renew it where the settings take it from");
            case Message.Record _,
                    Message.Columns _,
                    Message.Spec _,
                    Message.ConnectionStatus _,
                    Message.Discovered _,
                    Message.DestinationCatalog _,
                    Message.Answered _ -> {
                // A row never gets here, and the others answer questions nobody asked.
            }
        }
    }

    private void trace(TraceMessage trace) {
        if (trace.progress() != null) {
            progress(trace.progress());
            return;
        }
        activity.sourceSpoke();
        if (trace.streamStatus() != null) {
            status(trace.streamStatus());
        } else if (trace.error() != null && trace.error().message() != null) {
            error(trace.error());
        } else if (trace.estimate() != null && trace.estimate().rowEstimate() != null) {
            StreamRun stream = find(new StreamDescriptor(
                    trace.estimate().name(), trace.estimate().namespace()));
            if (stream != null) {
                stream.rowsExpected = trace.estimate().rowEstimate();
            }
        }
    }

    private void progress(TraceMessage.Progress progress) {
        StreamRun stream = find(progress.streamDescriptor());
        if (stream != null) {
            stream.bytes = progress.bytes();
            stream.rowsShown = progress.records();
            stream.bytesShown = progress.bytes();
            activity.sourceTold(progress);
        }
    }

    private void status(TraceMessage.StreamStatus status) {
        statusSeen = true;
        StreamRun stream = find(status.streamDescriptor());
        if (stream == null) {
            throw ConnectorException.data(
                    who + ": reports on the stream " + status.streamDescriptor() + ", which it was not asked for");
        }
        if (status.status() == null) {
            log.warn(who, "sent a stream status without a status");
            return;
        }
        switch (status.status()) {
            case STARTED, RUNNING -> {
                stream.running = true;
                stream.startNanos = stream.startNanos == 0 ? System.nanoTime() : stream.startNanos;
            }
            case COMPLETE -> relay.complete(stream);
            case INCOMPLETE -> {
                relay.incomplete(stream);
                // The reason, if the source gives one, follows as an error or came before.
                if (failure != null) {
                    stream.fail(failure);
                }
            }
        }
    }

    private void error(TraceMessage.Error error) {
        Failure reported = Failure.of(who, error, 1);
        log.error(who, error.message());
        if (error.stackTrace() != null && reported.kind() == Kind.INTERNAL) {
            log.error(who, error.stackTrace());
        }
        StreamRun stream = error.streamDescriptor() == null ? null : find(error.streamDescriptor());
        if (stream != null) {
            stream.fail(reported);
            relay.incomplete(stream);
        } else if (failure == null) {
            failure = reported;
            failureNanos = System.nanoTime();
        }
    }

    private StreamRun find(StreamDescriptor name) {
        return name == null ? null : streams.apply(name);
    }

    /** Whether the source ever reported how streams are doing; one that does not is judged by its exit code alone. */
    boolean statusSeen() {
        return statusSeen;
    }

    /** Messages other than rows. */
    long messages() {
        return messages;
    }

    /** What went wrong beyond single streams, as the source tells it; null if nothing. */
    Failure failure() {
        return failure;
    }

    /** When it told. */
    long failureNanos() {
        return failureNanos;
    }
}
