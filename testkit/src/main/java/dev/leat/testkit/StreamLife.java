package dev.leat.testkit;

import dev.leat.protocol.Message;
import dev.leat.protocol.StreamDescriptor;

/** What one line means for one stream. */
final class StreamLife {
    private StreamLife() {}

    /** RECORD, STATE, or the status; null if the line is not about the stream. */
    static String step(Line line, StreamDescriptor stream) {
        return switch (line.message().orElse(null)) {
            case Message.Record row when row.descriptor().equals(stream) -> "RECORD";
            case Message.State state when stream.equals(state.state().stream()) -> "STATE";
            case Message.Trace trace
            when trace.trace().streamStatus() != null
                    && trace.trace().streamStatus().streamDescriptor().equals(stream) ->
                trace.trace().streamStatus().status().name();
            case null, default -> null;
        };
    }
}
