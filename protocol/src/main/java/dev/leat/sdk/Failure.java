package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.ConnectorException.Kind;
import dev.leat.protocol.Message;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.TraceMessage;
import java.io.PrintWriter;
import java.io.StringWriter;

/** What is said about something that was thrown. */
record Failure(Kind kind, String message, Throwable cause) {

    static Failure of(Throwable thrown) {
        if (thrown instanceof ConnectorException known) {
            return new Failure(known.kind(), known.getMessage(), thrown);
        }
        if (thrown instanceof OutOfMemoryError) {
            return new Failure(
                    Kind.INTERNAL,
                    "out of memory: a row may be too large for the heap of "
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MB; leave its large columns out or raise -Xmx",
                    thrown);
        }
        return new Failure(Kind.INTERNAL, "unexpected " + thrown, thrown);
    }

    /** The TRACE message; a trace of the program's stack comes along only when the program is at fault. */
    Message.Trace trace(StreamDescriptor stream) {
        String stack = null;
        if (kind == Kind.INTERNAL && cause != null) {
            StringWriter text = new StringWriter();
            cause.printStackTrace(new PrintWriter(text));
            stack = text.toString();
        }
        String internal =
                cause != null && cause.getCause() != null ? cause.getCause().toString() : null;
        return TraceMessage.error(new TraceMessage.Error(
                message, internal, stack, kind.failureType(), stream, new TraceMessage.Leat(kind.wire())));
    }
}
