package dev.leat.sdk;

import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.TraceMessage;
import dev.leat.protocol.TraceMessage.Status;
import dev.leat.row.Bytes;
import dev.leat.row.RidOrder;
import dev.leat.row.RidProgress;
import dev.leat.row.RidSpan;
import dev.leat.row.RidTrail;
import dev.leat.row.RidTrails;
import dev.leat.row.RowGate;
import dev.leat.row.RowWriter;
import tools.jackson.databind.JsonNode;

/**
 * One stream on its way out: gathers rows, drops those the destination has, holds the source to its order, and puts
 * states between the rows. Of a stream in several parts it takes what {@link Parts} gather; then there is one state, at
 * the end.
 */
final class StreamEmitter implements Emitter, RowGate {
    private final ReadPlan plan;
    private final Bytes buffer;
    private final Outgoing output;
    private final Stop stop;
    private final Limits limits;
    private final LineLimit line;
    private final RowWriter rows;
    private final RidOrder order;
    private final byte[] from;
    private final RidProgress progress;
    private boolean passed;
    private JsonNode opaque;
    private long sinceState;
    private long sinceFlush;
    private boolean apart;
    private boolean running;
    private boolean told;
    private long bytesAtState;
    private long bytesSent;
    private long stateNanos = System.nanoTime();
    private long emittedAt = System.currentTimeMillis();
    private boolean outputWorks = true;
    /** Bytes in the buffer that are whole rows; what follows is the row being written. */
    private int wholeRows;

    StreamEmitter(ReadPlan plan, Bytes buffer, Outgoing output, Stop stop, Limits limits) {
        this.plan = plan;
        this.buffer = buffer;
        this.output = output;
        this.stop = stop;
        this.limits = limits;
        this.order = plan.rid().map(rid -> rid.order(plan.schema().stream())).orElse(null);
        this.from = plan.from().map(RidOrder::literal).orElse(null);
        this.passed = from == null;
        this.opaque = plan.state().orElse(null);
        this.progress = plan.rid()
                .map(rid -> rid.progress(plan.schema().stream(), plan.from()))
                .orElse(null);
        this.line = LineLimit.of(plan, limits);
        int ridColumn = plan.rid().map(Rid::column).orElse(-1);
        int perColumn = plan.rid().map(Rid::perColumn).orElse(-1);
        this.rows = plan.writer(buffer, ridColumn, perColumn, this);
        line.limit(buffer, rows);
    }

    @Override
    public RowWriter rows() {
        return rows;
    }

    @Override
    public boolean stopping() {
        return stop.requested();
    }

    @Override
    public void checkpoint(JsonNode state) {
        opaque = state;
        if (stateDue()) {
            state();
        }
    }

    @Override
    public boolean admit(Bytes lines, RidSpan rid) {
        line.check(lines.length() - wholeRows, rows);
        if (order == null) {
            return true;
        }
        if (!passed && !passes(lines.array(), rid)) {
            return false;
        }
        progress.accept(lines.array(), rid);
        return true;
    }

    /** Whether the row comes after what the destination has. Once one does, all that follow do: they are in order. */
    private boolean passes(byte[] array, RidSpan rid) {
        if (progress instanceof RidTrails trails) {
            return trails.isAhead(array, rid);
        }
        if (array[rid.from] == 'n') {
            return true;
        }
        int compared = order.compare(array, rid.from, rid.to, from, 0, from.length);
        passed = plan.inclusive() ? compared >= 0 : compared > 0;
        return passed;
    }

    @Override
    public long emittedAt() {
        return emittedAt;
    }

    @Override
    public void sent() {
        sinceState++;
        sinceFlush++;
        if (buffer.length() >= Limits.SEND_BYTES) {
            flush();
        }
        wholeRows = buffer.length();
        if (order != null && stateDue()) {
            state();
        }
    }

    private boolean stateDue() {
        long bytes = bytesSent + buffer.length() - bytesAtState;
        // The clock is asked only now and then: it costs more than a small row.
        return bytes >= limits.checkpointBytes()
                || (sinceState & 0xff) == 0 && System.nanoTime() - stateNanos >= Limits.CHECKPOINT_NANOS;
    }

    private void state() {
        flush();
        StateMessage state = StateMessage.ofStream(plan.sentAs(), position());
        outputWorks = false;
        output.data(new Message.State(state.withSourceCount(sinceState)));
        outputWorks = true;
        told = true;
        sinceState = 0;
        bytesAtState = bytesSent;
        stateNanos = System.nanoTime();
    }

    /** The state after the rows sent so far; never older than the one the read began with. */
    private JsonNode position() {
        if (order == null) {
            return opaque == null ? Json.object() : opaque;
        }
        if (!progress.isEmpty()) {
            return RidState.of(plan.rid().orElseThrow(), progress.value());
        }
        return plan.from()
                .<JsonNode>map(value -> RidState.of(plan.rid().orElseThrow(), value))
                .orElseGet(Json::object);
    }

    /** Ends the stream: a last state where one is true, then its status. */
    void finish(boolean complete) {
        rows.abandon();
        boolean untold = sinceState > 0 || !told;
        // Of rows in no order any might be missing.
        if (untold && (complete || order != null && !apart)) {
            state();
        } else {
            flush();
        }
        outputWorks = false;
        output.end(TraceMessage.status(plan.sentAs(), complete ? Status.COMPLETE : Status.INCOMPLETE));
        outputWorks = true;
    }

    /** False once writing has failed: then nobody reads, and there is nobody to tell. */
    boolean outputWorks() {
        return outputWorks;
    }

    private void flush() {
        send(buffer, sinceFlush);
        sinceFlush = 0;
        emittedAt = System.currentTimeMillis();
        wholeRows = 0;
    }

    private void send(Bytes lines, long rows) {
        if (!running && lines.length() > 0) {
            running = true;
            data(TraceMessage.status(plan.sentAs(), Status.RUNNING));
        }
        bytesSent += lines.length();
        outputWorks = false;
        output.rows(lines, rows);
        outputWorks = true;
    }

    /** Sends rows that were gathered elsewhere. From any thread, while nothing is put into {@link #rows}. */
    synchronized void take(Bytes lines, long rows) {
        send(lines, rows);
        sinceState += rows;
        apart = true;
    }

    /** Takes note of the greatest RID of one part; called by the thread that reads, when all parts have ended. */
    void reached(RidTrail part) {
        if (progress instanceof RidTrail trail) {
            trail.widen(part);
        }
    }

    private void data(Message message) {
        outputWorks = false;
        output.data(message);
        outputWorks = true;
    }
}
