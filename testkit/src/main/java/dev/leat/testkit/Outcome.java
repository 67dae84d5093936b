package dev.leat.testkit;

import static java.util.stream.Collectors.joining;

import dev.leat.protocol.Message;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.TraceMessage;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a command did.
 *
 * @param what the command line, for messages
 * @param exitCode as a process would have it: 137 after SIGKILL, 143 after SIGTERM
 * @param lines what was printed on standard output, in order
 * @param stderr what was printed on standard error
 */
public record Outcome(String what, int exitCode, List<Line> lines, String stderr) {

    <T extends Message> Stream<T> messages(Class<T> type) {
        return lines.stream().flatMap(line -> line.as(type).stream());
    }

    /** The rows of one stream, in order. */
    public List<ObjectNode> rows(StreamDescriptor stream) {
        return messages(Message.Record.class)
                .filter(row -> row.descriptor().equals(stream))
                .map(Message.Record::data)
                .toList();
    }

    /** All states, in order. */
    public List<StateMessage> states() {
        return messages(Message.State.class).map(Message.State::state).toList();
    }

    /** The states of one stream, in order. */
    public List<StateMessage> states(StreamDescriptor stream) {
        return states().stream().filter(state -> stream.equals(state.stream())).toList();
    }

    /** The statuses of one stream, in order. */
    public List<TraceMessage.Status> statuses(StreamDescriptor stream) {
        return traces().filter(trace -> trace.streamStatus() != null)
                .filter(trace -> trace.streamStatus().streamDescriptor().equals(stream))
                .map(trace -> trace.streamStatus().status())
                .toList();
    }

    /** The errors, in order. */
    public List<TraceMessage.Error> errors() {
        return traces().filter(trace -> trace.error() != null)
                .map(TraceMessage::error)
                .toList();
    }

    /** The messages of all errors, one per line. */
    public String errorText() {
        return errors().stream().map(TraceMessage.Error::message).collect(joining("\n"));
    }

    /** What it told of how far one stream is, in order. */
    public List<TraceMessage.Progress> progress(StreamDescriptor stream) {
        return traces().map(TraceMessage::progress)
                .filter(progress ->
                        progress != null && progress.streamDescriptor().equals(stream))
                .toList();
    }

    private Stream<TraceMessage> traces() {
        return messages(Message.Trace.class).map(Message.Trace::trace);
    }

    /** Lines on standard output that are no messages. */
    public List<String> noise() {
        return lines.stream()
                .filter(line -> line.message().isEmpty())
                .map(Line::shortened)
                .toList();
    }

    /** Everything but the rows, for a failed assertion to show. */
    String story() {
        String said = lines.stream()
                .filter(line -> line.as(Message.Record.class).isEmpty())
                .map(line -> "  | " + line.shortened())
                .limit(60)
                .collect(joining("\n"));
        String errors = stderr.isBlank() ? "" : "\n  stderr: " + stderr.strip().replace("\n", "\n  stderr: ");
        return what + " ended with exit code " + exitCode + " after "
                + messages(Message.Record.class).count() + " records; it said\n" + said + errors;
    }
}
