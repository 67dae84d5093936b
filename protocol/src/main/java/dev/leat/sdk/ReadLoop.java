package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Message;
import dev.leat.protocol.TraceMessage;
import dev.leat.protocol.TraceMessage.Status;
import dev.leat.row.Bytes;
import java.util.List;

/** The command {@code read}: one stream after the other, each with its statuses, states and counts. */
final class ReadLoop {
    private final Source source;
    private final List<ReadPlan> plans;
    private final Outgoing output;
    private final Stop stop;
    private final Limits limits;
    private final Bytes buffer = new Bytes(Limits.SEND_BYTES + (64 << 10));
    private int exitCode;

    ReadLoop(Source source, List<ReadPlan> plans, Outgoing output, Stop stop, Limits limits) {
        this.source = source;
        this.plans = plans;
        this.output = output;
        this.stop = stop;
        this.limits = limits;
    }

    /** Reads all streams; answers the exit code, which is that of the first stream that failed. */
    int run() throws Exception {
        source.begin(plans);
        for (ReadPlan plan : plans) {
            if (stop.requested()) {
                status(plan, Status.INCOMPLETE);
                continue;
            }
            stream(plan);
        }
        return exitCode;
    }

    private void stream(ReadPlan plan) {
        output.begin(plan.sentAs());
        status(plan, Status.STARTED);
        plan.header().ifPresent(output::ahead);
        estimate(plan);
        StreamEmitter emitter = new StreamEmitter(plan, buffer, output, stop, limits);
        try {
            List<PartitionedSource.Part> parts = parts(plan);
            if (parts.size() > 1) {
                new Parts(plan, emitter, stop, limits).read(parts);
            } else {
                source.read(plan, emitter);
            }
            emitter.finish(!stop.requested());
        } catch (OutOfMemoryError full) {
            // Of a driver that has values whole or not at all: what it had begun to load is garbage by now.
            fail(plan, emitter, tooLarge(plan, full));
        } catch (Exception thrown) {
            fail(plan, emitter, thrown);
        }
    }

    private static ConnectorException tooLarge(ReadPlan plan, OutOfMemoryError full) {
        return new ConnectorException(
                ConnectorException.Kind.DATA,
                "stream \"" + plan.schema().stream() + "\": a row does not fit the heap of "
                        + (Runtime.getRuntime().maxMemory() >> 20) + " MB (" + full.getMessage()
                        + "); leave its large columns out, or raise -Xmx",
                full);
    }

    private List<PartitionedSource.Part> parts(ReadPlan plan) throws Exception {
        return plan.partitions() > 1 && source instanceof PartitionedSource partitioned
                ? partitioned.parts(plan)
                : List.of();
    }

    private void estimate(ReadPlan plan) {
        if (plan.schema().rowEstimate() >= 0 && plan.from().isEmpty()) {
            output.data(TraceMessage.estimate(plan.sentAs(), plan.schema().rowEstimate(), null));
        }
    }

    /** What was sent stays sent and is covered by a state; the stream ends as incomplete. */
    private void fail(ReadPlan plan, StreamEmitter emitter, Exception thrown) {
        Failure failure = Failure.of(thrown);
        if (!emitter.outputWorks()) {
            throw ConnectorException.unavailable(failure.message(), thrown);
        }
        emitter.finish(false);
        output.control(failure.trace(plan.sentAs()));
        if (exitCode == 0) {
            exitCode = failure.kind().exitCode();
        }
    }

    private void status(ReadPlan plan, Status status) {
        Message message = TraceMessage.status(plan.sentAs(), status);
        output.data(message);
    }
}
