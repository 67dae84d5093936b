package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.ConnectorException.Kind;
import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import dev.leat.protocol.MessageCodec;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.TraceMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * States and ends of streams on their way to the destination: counted, given an {@code id}, under the destination's
 * names, and noted in the ledger. Belongs to the pump's thread.
 */
final class StateRelay {
    private final Streams streams;
    private final Ledger ledger;
    private final Outlet outlet;
    private final boolean direct;
    private StateMessage lastOfAll;
    private long ids;

    /** @param direct whether the destination has the states already, and the rows, which only the source has counted */
    StateRelay(Streams streams, Ledger ledger, Outlet outlet, boolean direct) {
        this.streams = streams;
        this.ledger = ledger;
        this.outlet = outlet;
        this.direct = direct;
    }

    /** Sends a state of the source on, unless rows it stands behind were dropped. */
    void state(StateMessage state) {
        List<StreamRun> covered = covered(state);
        if (direct) {
            covered.getFirst().count(Math.max(state.sourceRecordCount(), 0), 0);
        }
        long rows = covered.stream().mapToLong(stream -> stream.rowsSinceState).sum();
        long claimed = state.sourceRecordCount();
        if (claimed >= 0 && claimed != rows) {
            Failure wrong = new Failure(
                    Kind.INTERNAL,
                    "the source says it sent " + claimed + " records of "
                            + (state.stream() == null ? "all streams" : state.stream()) + " since its last state, but "
                            + rows
                            + " arrived; nothing from here on is taken over");
            for (StreamRun stream : covered) {
                stream.fail(wrong);
                incomplete(stream);
            }
        }
        covered.forEach(stream -> note(stream, state, claimed));
        if (state.kind() != StateMessage.Kind.STREAM) {
            lastOfAll = state;
        }
        send(state, covered, rows);
    }

    private static void note(StreamRun stream, StateMessage state, long claimed) {
        stream.stateSeen = true;
        stream.lastState = state;
        if (claimed >= 0) {
            // Of a state for all streams the claim is known to be right, or all of them have failed.
            stream.sourceRows = Math.max(stream.sourceRows, 0)
                    + (state.kind() == StateMessage.Kind.STREAM ? claimed : stream.rowsSinceState);
        }
    }

    private List<StreamRun> covered(StateMessage state) {
        if (state.kind() != StateMessage.Kind.STREAM) {
            return streams.all();
        }
        StreamDescriptor name = state.stream();
        StreamRun stream = name == null ? null : direct ? streams.atDestination(name) : streams.atSource(name);
        if (stream == null) {
            throw ConnectorException.data("the source sent a state of " + name + ", which it was not asked for");
        }
        return List.of(stream);
    }

    private void send(StateMessage state, List<StreamRun> covered, long rows) {
        if (covered.stream().anyMatch(StreamRun::failed)) {
            // Going on behind a gap would lose its rows for good.
            return;
        }
        StateMessage counted = direct ? state : addressed(state.withSourceCount(rows), covered.getFirst());
        Map<StreamRun, Long> counts = new LinkedHashMap<>();
        for (StreamRun stream : covered) {
            counts.put(stream, stream.rowsSinceState);
            stream.rowsSinceState = 0;
        }
        ledger.sent(counted, counts);
        line(new Message.State(counted));
    }

    private StateMessage addressed(StateMessage state, StreamRun first) {
        ObjectNode body = state.body();
        body.put("id", ++ids);
        if (state.kind() == StateMessage.Kind.STREAM) {
            ObjectNode inner = (ObjectNode) body.path("stream");
            inner.set("stream_descriptor", Json.tree(first.plan.destination()));
        }
        return state;
    }

    /**
     * Ends a stream as whole. Rows behind its last state, or a replaced stream that never had one, get a state now:
     * without it no destination would ever confirm them.
     */
    void complete(StreamRun stream) {
        if (stream.failed() || stream.ended) {
            return;
        }
        if (!direct && (stream.rowsSinceState > 0 || !stream.stateSeen && !stream.plan.incremental())) {
            StateMessage last = stream.lastState != null ? stream.lastState : lastOfAll;
            if (last == null) {
                last = StateMessage.ofStream(stream.plan.source(), Json.object());
            }
            List<StreamRun> covered = covered(last);
            if (stream.sourceRows >= 0) {
                stream.sourceRows += stream.rowsSinceState;
            }
            send(
                    last,
                    covered,
                    covered.stream().mapToLong(s -> s.rowsSinceState).sum());
        }
        stream.complete = true;
        end(stream, TraceMessage.Status.COMPLETE);
    }

    /** Ends a stream as not whole: the destination keeps what the states say, replaces nothing and need not wait. */
    void incomplete(StreamRun stream) {
        end(stream, TraceMessage.Status.INCOMPLETE);
    }

    private void end(StreamRun stream, TraceMessage.Status status) {
        if (!stream.ended) {
            stream.ended = true;
            stream.endNanos = System.nanoTime();
            stream.running = false;
            line(TraceMessage.status(stream.plan.destination(), status));
        }
    }

    private void line(Message message) {
        if (direct) {
            return;
        }
        outlet.gather().put(MessageCodec.format(message)).put('\n');
        outlet.flush();
    }
}
