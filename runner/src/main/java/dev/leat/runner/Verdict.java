package dev.leat.runner;

import dev.leat.protocol.ConnectorException.Kind;
import java.util.ArrayList;
import java.util.List;

/** Judges each stream when both sides have ended: whole, and counted alike by source, runner and destination, or failed. */
final class Verdict {
    private final Transfer.Ends ends;
    private final Streams streams;

    Verdict(Transfer.Ends ends, Streams streams) {
        this.ends = ends;
        this.streams = streams;
    }

    List<Results.Stream> streams() {
        List<Results.Stream> results = new ArrayList<>();
        for (StreamRun stream : streams.all()) {
            Failure failure = judge(stream);
            results.add(new Results.Stream(
                    stream.name(),
                    stream.plan.incremental(),
                    stream.sourceRows,
                    stream.rows,
                    ends.rowsCounted(),
                    ends.ledger().confirmed(stream),
                    stream.bytes,
                    stream.seconds(),
                    stream.checkpoint,
                    failure));
        }
        return results;
    }

    /** What went wrong beyond single streams; null if nothing. */
    Failure beyondStreams() {
        if (ends.source() != null) {
            return ends.source();
        }
        if (ends.destination() != null && !explainedByStreams()) {
            return ends.destination();
        }
        return ends.ledger().disputes().stream()
                .findFirst()
                .map(dispute -> new Failure(Kind.INTERNAL, dispute))
                .orElse(null);
    }

    /** A destination ends badly, but in order, when streams did not come whole; that is their failure and no other. */
    private boolean explainedByStreams() {
        return ends.destination().kind() == Kind.TRANSIENT
                && ends.destinationInOrder()
                && streams.all().stream().anyMatch(stream -> !stream.complete);
    }

    private Failure judge(StreamRun stream) {
        if (stream.failed()) {
            return stream.failure();
        }
        if (!stream.complete) {
            return incomplete(stream);
        }
        if (ends.destination() != null && !doneAtDestination(stream)) {
            return ends.destination();
        }
        long confirmed = ends.ledger().confirmed(stream);
        int open = ends.ledger().unconfirmed(stream);
        if (stream.sourceRows >= 0 && stream.sourceRows != stream.rows) {
            return differ(
                    stream, "the source says it sent " + stream.sourceRows + " rows, " + stream.rows + " arrived");
        }
        if (open > 0) {
            return new Failure(
                    Kind.TRANSIENT,
                    stream.name() + ": the destination confirmed " + confirmed + " of "
                            + stream.rows + " rows; it never echoed " + open + (open == 1 ? " state" : " states")
                            + " sent to it. Run again");
        }
        if (stream.rowsSinceState > 0) {
            return new Failure(
                    Kind.TRANSIENT,
                    stream.name() + ": its last " + stream.rowsSinceState + " rows could not be confirmed: the source's"
                            + " states are for all streams together, and another stream failed. Run again");
        }
        if (confirmed != stream.rows) {
            return differ(stream, stream.rows + " rows were sent, the destination confirmed " + confirmed);
        }
        return null;
    }

    private boolean doneAtDestination(StreamRun stream) {
        return ends.completionsTold() ? stream.completeAtDestination : explainedByStreams();
    }

    private static Failure differ(StreamRun stream, String what) {
        return new Failure(
                Kind.INTERNAL,
                stream.name() + ": counts differ: " + what
                        + "; one of the two connectors loses or doubles rows, do not trust this stream");
    }

    private Failure incomplete(StreamRun stream) {
        if (ends.source() != null) {
            return ends.source();
        }
        if (ends.destination() != null && !explainedByStreams()) {
            return ends.destination();
        }
        return new Failure(
                Kind.TRANSIENT,
                stream.name() + ": the source ended without saying that the stream is complete (" + stream.rows
                        + " rows came); nothing was replaced. Run again, and if it stays so, look at the source's log");
    }
}
