package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Message;
import dev.leat.protocol.MessageCodec;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.TraceMessage;
import dev.leat.row.Batch;
import dev.leat.row.Lines;
import dev.leat.row.RowReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The command {@code write}: takes lines apart and hands them to {@link Delivery}, until the input ends. */
final class WriteLoop {
    private static final long POLL_MILLIS = 200;

    private final Delivery delivery;
    private final RowReader reader;
    private final Intake intake;
    private final Stop stop;
    private final HeapUse heap = new HeapUse();
    private long lines;

    WriteLoop(
            Destination destination,
            List<WritePlan> plans,
            Expected expected,
            Intake intake,
            Output output,
            Stop stop,
            Limits limits) {
        this.reader = new RowReader(plans.stream().map(WritePlan::schema).toList(), () -> lines);
        this.delivery = new Delivery(destination, plans, expected, reader, output, limits);
        this.intake = intake;
        this.stop = stop;
    }

    /** Writes until the input ends or a signal comes; answers the exit code. */
    int run() throws Exception {
        boolean ended = false;
        while (!ended && !stop.requested()) {
            Intake.Chunk chunk = intake.poll(POLL_MILLIS);
            if (chunk != null) {
                ended = chunk.last();
                take(chunk);
                heap.look();
            }
            delivery.commitIfDue();
        }
        reader.leftOut().forEach(Log::warn);
        return delivery.finish();
    }

    private void take(Intake.Chunk chunk) throws Exception {
        if (chunk.failure() instanceof Error error) {
            throw error;
        }
        if (chunk.failure() instanceof Exception exception) {
            throw exception;
        }
        int at = chunk.from();
        while (at < chunk.to()) {
            Batch batch = reader.batchAt(chunk.bytes(), at, chunk.to());
            if (batch == null) {
                at = other(chunk, at);
                continue;
            }
            delivery.rows(batch);
            if (batch.position() == at) {
                throw invalid(chunk, at, Lines.end(chunk.bytes(), at, chunk.to()));
            }
            lines += batch.rows();
            at = batch.position();
        }
        delivery.received(chunk.to() - chunk.from());
        if (chunk.cutOff() > 0) {
            Log.warn("the input ends in the middle of line " + (lines + 1) + ", which is left out");
        }
    }

    private int other(Intake.Chunk chunk, int at) throws Exception {
        int end = Lines.end(chunk.bytes(), at, chunk.to());
        if (reader.unknownStream() != null) {
            throw unknown(reader.unknownStream());
        }
        if (end > at) {
            Optional<Message> message = MessageCodec.parse(chunk.bytes(), at, end - at);
            message(message.orElseThrow(() -> invalid(chunk, at, end)));
        }
        lines++;
        return end + 1;
    }

    private void message(Message message) throws Exception {
        switch (message) {
            case Message.Record record -> throw unknown(record.descriptor());
            case Message.Columns columns -> {
                if (!reader.columns(columns)) {
                    throw unknown(columns.descriptor());
                }
            }
            case Message.State(StateMessage state) -> delivery.state(state);
            case Message.Trace(TraceMessage trace) -> {
                if (trace.streamStatus() != null) {
                    delivery.status(trace.streamStatus());
                }
            }
            case Message.Log _,
                    Message.Spec _,
                    Message.ConnectionStatus _,
                    Message.Discovered _,
                    Message.Control _,
                    Message.DestinationCatalog _,
                    Message.Answered _ -> {
                // Meant for the runner; a source piped straight into this program sends them too.
            }
        }
    }

    private ConnectorException unknown(StreamDescriptor stream) {
        return ConnectorException.data("line " + (lines + 1) + " is a record of the stream \"" + stream
                + "\", which is not in the catalog; configure the stream, or have the source leave it out");
    }

    private ConnectorException invalid(Intake.Chunk chunk, int at, int end) {
        int shown = Math.min(end - at, 120);
        return ConnectorException.data("line " + (lines + 1) + " of the input is no message of the protocol; it begins "
                + new String(chunk.bytes(), at, shown, StandardCharsets.UTF_8)
                + ". Nothing after the last commit was written; mend the source and run again");
    }
}
