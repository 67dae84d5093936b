package dev.leat.sdk;

import dev.leat.row.Bytes;
import dev.leat.row.RidOrder;
import dev.leat.row.RidSpan;
import dev.leat.row.RidTrail;
import dev.leat.row.RowGate;
import dev.leat.row.RowWriter;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** Gathers the rows of one part of a stream and hands them over, many at a time. Belongs to the part's thread. */
final class PartEmitter implements Emitter, RowGate {
    private final StreamEmitter stream;
    private final Bytes buffer;
    private final LineLimit line;
    private final BooleanSupplier stopping;
    private final RidTrail trail;
    private final RowWriter rows;
    private long gathered;
    private int wholeRows;
    private long emittedAt = System.currentTimeMillis();

    PartEmitter(ReadPlan plan, StreamEmitter stream, Limits limits, BooleanSupplier stopping) {
        this.stream = stream;
        this.stopping = stopping;
        this.line = LineLimit.of(plan, limits);
        RidOrder order =
                plan.rid().map(rid -> rid.order(plan.schema().stream())).orElse(null);
        this.trail = order == null ? null : new RidTrail(order, false);
        this.buffer = new Bytes(Limits.SEND_BYTES + (64 << 10));
        int ridColumn = plan.rid().map(Rid::column).orElse(-1);
        this.rows = plan.writer(buffer, ridColumn, -1, this);
        line.limit(buffer, rows);
    }

    @Override
    public RowWriter rows() {
        return rows;
    }

    /** There is one state, when all parts have ended. */
    @Override
    public void checkpoint(JsonNode state) {}

    @Override
    public boolean stopping() {
        return stopping.getAsBoolean();
    }

    @Override
    public boolean admit(Bytes lines, RidSpan rid) {
        line.check(lines.length() - wholeRows, rows);
        if (trail != null) {
            trail.accept(lines.array(), rid);
        }
        return true;
    }

    @Override
    public long emittedAt() {
        return emittedAt;
    }

    @Override
    public void sent() {
        gathered++;
        if (buffer.length() >= Limits.SEND_BYTES) {
            flush();
        }
        wholeRows = buffer.length();
    }

    private void flush() {
        stream.take(buffer, gathered);
        gathered = 0;
        emittedAt = System.currentTimeMillis();
    }

    /** Hands over the rest. */
    void finish() {
        rows.abandon();
        flush();
    }

    /** The greatest RID among the part's rows. */
    RidTrail greatest() {
        return trail;
    }
}
