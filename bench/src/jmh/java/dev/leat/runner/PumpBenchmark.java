package dev.leat.runner;

import dev.leat.bench.LineItem;
import dev.leat.bench.Sameness;
import dev.leat.bench.Volume;
import dev.leat.protocol.ConfiguredCatalog.ConfiguredStream;
import dev.leat.protocol.SyncMode;
import dev.leat.row.Lines;
import dev.leat.type.StreamJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The runner's way: RECORD lines are told apart, counted and passed on. Bytes are those of the lines. */
@State(Scope.Thread)
public class PumpBenchmark {
    private final Destination destination = new Destination();
    private byte[] lines;
    private Pump pump;

    /** Takes lines at no cost. */
    private static final class Destination extends OutputStream {
        private ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException("lines come in pieces");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (kept != null) {
                kept.write(bytes, offset, length);
            }
        }
    }

    @Setup
    public void setUp() throws IOException {
        lines = new LineItem().lines();
        var stream = new ConfiguredStream(
                StreamJson.toWire(LineItem.schema(), true),
                SyncMode.FULL_REFRESH,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        Streams streams = new Streams(new Plan(List.of(new Plan.PlannedStream(stream, stream))));
        Heads heads = new Heads(true);
        Log log = new Log(System.err, Log.Format.TEXT, dev.leat.protocol.Message.Log.Level.INFO, new Masking());
        Activity activity = new Activity(false);
        Outlet outlet = new Outlet(destination, activity);
        SourceMessages messages = new SourceMessages("source", streams::atSource, null, activity, log);
        pump = new Pump("source", streams, heads, messages, outlet, activity, LineLimit.DEFAULT, log);
        pump.run(new ByteArrayInputStream(lines));
        Sameness.check("what the destination gets", lines, destination.kept.toByteArray());
        destination.kept = null;
    }

    @Benchmark
    @OperationsPerInvocation(LineItem.ROWS)
    public long pump(Volume volume) throws IOException {
        long before = pump.rows();
        pump.run(new ByteArrayInputStream(lines));
        if (pump.rows() - before != LineItem.ROWS) {
            throw new IllegalStateException("pumped " + (pump.rows() - before) + " rows of " + LineItem.ROWS);
        }
        volume.bytes += lines.length;
        return pump.rows();
    }

    /** Line ends alone. */
    @Benchmark
    @OperationsPerInvocation(LineItem.ROWS)
    public int lineEnds(Volume volume) {
        int count = 0;
        for (int at = 0; at < lines.length; at = Lines.end(lines, at, lines.length) + 1) {
            count++;
        }
        if (count != LineItem.ROWS) {
            throw new IllegalStateException("found " + count + " lines of " + LineItem.ROWS);
        }
        volume.bytes += lines.length;
        return count;
    }
}
