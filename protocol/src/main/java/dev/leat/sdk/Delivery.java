package dev.leat.sdk;

import dev.leat.protocol.ConfiguredCatalog.StateKind;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Message;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.TraceMessage;
import dev.leat.row.Batch;
import dev.leat.row.RidOrder;
import dev.leat.row.RidProgress;
import dev.leat.row.RidTrail;
import dev.leat.row.RowReader;
import dev.leat.sdk.StreamIntake.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Delivery of rows and states to a {@link Destination}: opens streams, counts, decides when to commit, echoes each
 * state once everything before it is durable, and keeps one stream's failure from the others.
 *
 * <p>What is committed of a stream is always a beginning of it from which the next run can go on: all of it, or as far
 * as a state, or as far as a row whose RID tells the rest.
 */
final class Delivery {
    private final Destination destination;
    private final RowReader reader;
    private final Expected expected;
    private final Output output;
    private final Limits limits;
    private final Map<StreamDescriptor, StreamIntake> streams = new LinkedHashMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private long bytesReceived;
    private long bytesAtCommit;
    private long commitNanos = System.nanoTime();
    private int exitCode;

    /** A state that waits for its rows to be durable. */
    private record Pending(StateMessage state, long records) {}

    Delivery(
            Destination destination,
            List<WritePlan> plans,
            Expected expected,
            RowReader reader,
            Output output,
            Limits limits) {
        this.destination = destination;
        this.reader = reader;
        this.expected = expected;
        this.output = output;
        this.limits = limits;
        for (WritePlan plan : plans) {
            streams.put(plan.schema().stream(), new StreamIntake(plan));
        }
    }

    void received(long bytes) {
        bytesReceived += bytes;
    }

    /** Writes a run of rows of one stream. */
    void rows(Batch batch) throws Exception {
        StreamIntake stream = streams.get(batch.schema().stream());
        if (stream.takesRows()) {
            try {
                write(stream, batch);
            } catch (Exception failure) {
                fail(stream, failure);
            }
        } else if (stream.phase == Phase.COMPLETE) {
            fail(
                    stream,
                    ConnectorException.data("stream \"" + batch.schema().stream()
                            + "\": the source sends rows after it said that the stream is complete"));
        }
        if (!stream.takesRows()) {
            discard(stream, batch);
        }
    }

    private void write(StreamIntake stream, Batch batch) throws Exception {
        open(stream);
        if (!stream.started) {
            start(stream, batch);
        }
        long before = batch.rows();
        stream.writer.write(batch);
        if (batch.next()) {
            throw ConnectorException.internal("the destination left rows of a batch unread");
        }
        stream.sinceState += batch.rows() - before;
        stream.dirty = true;
    }

    private static void discard(StreamIntake stream, Batch batch) {
        batch.unfollow();
        while (batch.next()) {
            stream.discarded++;
        }
    }

    private void open(StreamIntake stream) throws Exception {
        if (stream.writer != null) {
            return;
        }
        stream.dirty = true;
        stream.writer = destination.open(stream.plan);
        if (isStored(stream) && destination instanceof StateStore store) {
            expected.verify(stream.plan, store.storedStates(List.of(stream.plan)));
        }
        if (stream.plan.rid().isPresent()) {
            Optional<JsonNode> last = ((RidReader) destination).lastRid(stream.plan);
            expected.verify(stream.plan, last);
            Rid rid = stream.plan.rid().get();
            stream.unordered = stream.plan.inParts() && last.isEmpty();
            StreamDescriptor name = stream.plan.schema().stream();
            RidProgress progress = stream.unordered ? new RidTrail(rid.order(name), false) : rid.progress(name, last);
            reader.batch(name).follow(rid.column(), rid.perColumn(), progress);
            stream.lastRid =
                    rid.per().isPresent() ? null : last.map(RidOrder::literal).orElse(null);
        }
    }

    /** Looks at the stream's first row: if it shares the last RID the destination has, those rows are coming again. */
    private void start(StreamIntake stream, Batch batch) throws Exception {
        stream.started = true;
        if (stream.lastRid == null) {
            return;
        }
        int from = batch.position();
        Rid rid = stream.plan.rid().orElseThrow();
        if (!batch.next()) {
            return;
        }
        int compared = batch.compare(rid.column(), rid.order(batch.schema().stream()), stream.lastRid);
        if (compared < 0 || compared == 0 && rid.unique()) {
            throw batch.mismatch(
                    rid.column(),
                    "is not beyond " + new String(stream.lastRid, java.nio.charset.StandardCharsets.UTF_8)
                            + ", the RID the destination has; the row would be doubled. Start the source from the"
                            + " state that \"rid\" answers",
                    null);
        }
        if (compared == 0) {
            stream.writer.dropBoundary();
        }
        batch.rewind(from);
    }

    /** Takes a state in: from now on it waits for the next commit. */
    void state(StateMessage state) throws Exception {
        List<StreamIntake> covered = covered(state);
        long records = 0;
        boolean failed = false;
        for (StreamIntake stream : covered) {
            records += stream.sinceState;
            failed |= stream.phase == Phase.FAILED;
            stream.sinceState = 0;
        }
        if (failed) {
            return;
        }
        long claimed = state.sourceRecordCount();
        if (claimed >= 0 && claimed != records) {
            ConnectorException mismatch =
                    ConnectorException.internal("stream " + state.stream() + ": the source says it" + " sent " + claimed
                            + " records since its last state, " + records + " have arrived");
            for (StreamIntake stream : covered) {
                fail(stream, mismatch);
            }
            return;
        }
        pending.add(new Pending(state, records));
        commitIfDue();
    }

    private List<StreamIntake> covered(StateMessage state) {
        if (state.kind() != StateMessage.Kind.STREAM) {
            return List.copyOf(streams.values());
        }
        StreamIntake stream = streams.get(state.stream());
        if (stream == null) {
            throw ConnectorException.data(
                    "a state came for the stream \"" + state.stream() + "\", which is not in the catalog");
        }
        return List.of(stream);
    }

    void status(TraceMessage.StreamStatus status) throws Exception {
        StreamIntake stream = streams.get(status.streamDescriptor());
        if (stream == null || stream.phase != Phase.OPEN) {
            return;
        }
        switch (status.status()) {
            case STARTED -> openAhead(stream);
            case RUNNING -> {}
            case COMPLETE -> attempt(stream, () -> complete(stream));
            case INCOMPLETE -> attempt(stream, () -> abort(stream));
        }
    }

    /**
     * Makes ready while the source still looks for the first row. Not beside another stream that is not committed: should
     * this one fail, that one's rows would be taken back.
     */
    private void openAhead(StreamIntake stream) throws Exception {
        if (streams.values().stream().noneMatch(other -> other.dirty)) {
            attempt(stream, () -> open(stream));
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private void attempt(StreamIntake stream, Step step) throws Exception {
        try {
            step.run();
        } catch (Exception failure) {
            fail(stream, failure);
        }
    }

    private void complete(StreamIntake stream) throws Exception {
        open(stream);
        stream.dirty = true;
        stream.writer.complete();
        stream.phase = Phase.COMPLETE;
        if (committable()) {
            commit();
        }
    }

    private void abort(StreamIntake stream) throws Exception {
        stream.phase = Phase.INCOMPLETE;
        if (stream.plan.mode() == WriteMode.REPLACE) {
            if (stream.writer != null) {
                stream.writer.abort();
                stream.writer = null;
            }
            forget(stream);
        } else if (stream.blocksCommit()) {
            fail(
                    stream,
                    ConnectorException.unavailable(
                            "stream \"" + stream.plan.schema().stream()
                                    + "\": the source ended it early, after rows that no state covers; they are taken back. Run again"));
        }
    }

    /** Commits at a state once enough has come in, or enough time has passed. */
    void commitIfDue() throws Exception {
        boolean due = bytesReceived - bytesAtCommit >= limits.commitBytes()
                || System.nanoTime() - commitNanos >= Limits.COMMIT_NANOS;
        if (due && !pending.isEmpty() && committable()) {
            commit();
        }
    }

    private boolean committable() {
        for (StreamIntake stream : streams.values()) {
            if (stream.blocksCommit()) {
                return false;
            }
        }
        return true;
    }

    private void commit() throws Exception {
        List<StateMessage> stored = new ArrayList<>();
        for (Pending one : pending) {
            if (covered(one.state).stream().anyMatch(Delivery::isStored)) {
                stored.add(one.state);
            }
        }
        destination.commit(stored);
        for (StreamIntake stream : streams.values()) {
            stream.dirty = false;
        }
        for (Pending one : pending) {
            output.send(new Message.State(one.state.withDestinationCount(one.records)));
        }
        pending.clear();
        announce();
        bytesAtCommit = bytesReceived;
        commitNanos = System.nanoTime();
    }

    /** Says of each stream that is whole, once, that it is there whole: a replacement has no other sign of it. */
    private void announce() {
        for (StreamIntake stream : streams.values()) {
            if (stream.phase == Phase.COMPLETE && !stream.announced) {
                stream.announced = true;
                output.send(TraceMessage.status(stream.plan.schema().stream(), TraceMessage.Status.COMPLETE));
            }
        }
    }

    private static boolean isStored(StreamIntake stream) {
        return stream.plan.state() == StateKind.STORED && stream.plan.mode() == WriteMode.APPEND;
    }

    /** Takes back what is not committed. The streams that had a part in it end with it; the others go on. */
    private void fail(StreamIntake stream, Exception thrown) throws Exception {
        Failure failure = Failure.of(thrown);
        output.send(failure.trace(stream.plan.schema().stream()));
        exitCode = exitCode == 0 ? failure.kind().exitCode() : exitCode;
        stream.phase = Phase.FAILED;
        forget(stream);
        destination.rollback();
        for (StreamIntake other : streams.values()) {
            if (other.dirty && other.phase != Phase.FAILED) {
                other.phase = Phase.FAILED;
                forget(other);
                ConnectorException consequence = ConnectorException.unavailable("stream \""
                        + other.plan.schema().stream() + "\" was in one transaction with \""
                        + stream.plan.schema().stream() + "\", which failed; its rows were taken back. Run again");
                output.send(Failure.of(consequence).trace(other.plan.schema().stream()));
            }
            other.dirty = false;
        }
    }

    /** States whose rows are gone are never echoed. */
    private void forget(StreamIntake stream) {
        pending.removeIf(one -> covered(one.state).contains(stream));
        stream.sinceState = 0;
    }

    /** Ends the delivery: commits what may stay, takes back the rest, and names the streams that did not come whole. */
    int finish() throws Exception {
        for (StreamIntake stream : streams.values()) {
            if (stream.phase == Phase.OPEN) {
                attempt(stream, () -> abort(stream));
            }
        }
        commit();
        List<String> missing = new ArrayList<>();
        for (StreamIntake stream : streams.values()) {
            if (stream.phase == Phase.INCOMPLETE) {
                missing.add(stream.plan.schema().stream().toString());
            }
        }
        if (!missing.isEmpty()) {
            ConnectorException early = ConnectorException.unavailable("the input ended before the source had completed "
                    + String.join(", ", missing) + "; nothing was replaced. Run again");
            output.send(Failure.of(early).trace(null));
            exitCode = exitCode == 0 ? early.kind().exitCode() : exitCode;
        }
        return exitCode;
    }
}
