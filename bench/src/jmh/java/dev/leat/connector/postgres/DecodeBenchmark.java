package dev.leat.connector.postgres;

import dev.leat.bench.LineItem;
import dev.leat.bench.Sameness;
import dev.leat.bench.Volume;
import dev.leat.jdbc.TableName;
import dev.leat.jdbc.Target;
import dev.leat.protocol.ConfiguredCatalog.StateKind;
import dev.leat.row.Batch;
import dev.leat.row.RowReader;
import dev.leat.sdk.WriteMode;
import dev.leat.sdk.WritePlan;
import dev.leat.type.Column;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The destination's way: RECORD lines become what COPY is sent. Bytes are those of the lines. */
@State(Scope.Thread)
public class DecodeBenchmark {
    private static final String TECHNICAL = "\t2026-11-20T13:45:00Z\t1764000000000\n";

    private byte[] lines;
    private byte[] foreignLines;
    private Way own;
    private Way foreign;

    /** One stream on its way into one table. */
    private record Way(RowReader reader, CopyLoad load, Server server) {
        static Way open() throws SQLException {
            Server server = new Server();
            List<Column> columns = LineItem.schema().columns();
            Encoder[] encoders = new Encoder[columns.size()];
            for (int c = 0; c < encoders.length; c++) {
                encoders[c] = Encoders.of(columns.get(c).type(), columns.get(c).type());
            }
            byte[] rowEnd = TECHNICAL.getBytes(StandardCharsets.US_ASCII);
            CopyLoad load = new CopyLoad(null, server.copies(), target(), "COPY", encoders, rowEnd);
            return new Way(new RowReader(List.of(LineItem.schema()), () -> 0), load, server);
        }

        private static Target target() {
            WritePlan plan = new WritePlan(
                    LineItem.schema(),
                    WriteMode.REPLACE,
                    Optional.empty(),
                    StateKind.RID,
                    true,
                    1_764_000_000_000L,
                    "");
            List<Target.Column> columns = LineItem.schema().columns().stream()
                    .map(column -> new Target.Column(column.name(), column.type(), false))
                    .toList();
            return new Target(plan, new TableName("public", "lineitem"), columns, Instant.EPOCH);
        }

        void take(byte[] lines) {
            Batch batch = reader.batchAt(lines, 0, lines.length);
            load.write(batch);
            if (batch.rows() != LineItem.ROWS) {
                throw new IllegalStateException("took " + batch.rows() + " rows of " + LineItem.ROWS);
            }
        }

        void check(byte[] lines, byte[] expected) {
            take(lines);
            load.end();
            Sameness.check("what COPY is sent", expected, server.kept.toByteArray());
            server.kept = null;
        }
    }

    @Setup
    public void setUp() throws SQLException {
        LineItem table = new LineItem();
        lines = table.lines();
        foreignLines = table.foreignLines();
        own = Way.open();
        foreign = Way.open();
        own.check(lines, table.loaded(TECHNICAL));
        foreign.check(foreignLines, table.loaded(TECHNICAL));
    }

    @Benchmark
    @OperationsPerInvocation(LineItem.ROWS)
    public void decode(Volume volume) {
        own.take(lines);
        volume.bytes += lines.length;
    }

    /** Lines that another program wrote: the full parser finds the fields. */
    @Benchmark
    @OperationsPerInvocation(LineItem.ROWS)
    public void decodeForeign(Volume volume) {
        foreign.take(foreignLines);
        volume.bytes += foreignLines.length;
    }
}
