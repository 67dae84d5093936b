package dev.leat.connector.postgres;

import dev.leat.bench.LineItem;
import dev.leat.bench.Sameness;
import dev.leat.bench.Volume;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.TableName;
import dev.leat.jdbc.Target;
import dev.leat.protocol.ConfiguredCatalog.StateKind;
import dev.leat.row.Batch;
import dev.leat.row.RowReader;
import dev.leat.sdk.WriteMode;
import dev.leat.sdk.WritePlan;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
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
    /** The format's signature, flags and length of what extends it; at the end the mark that is no row. */
    private static final int HEAD_BYTES = 19;

    private static final int END_BYTES = 2;

    private byte[] lines;
    private byte[] foreignLines;
    private Way own;
    private Way foreign;

    /** One stream on its way into one table. */
    private record Way(RowReader reader, CopyLoad load, Server server) {
        static Way open() throws SQLException {
            Server server = new Server();
            CopyLoad load = new CopyLoad(null, server.copies(), target(), "COPY", CopyLoader.form(target(), table()));
            return new Way(new RowReader(List.of(LineItem.schema()), () -> 0), load, server);
        }

        private static Table table() {
            List<Table.Column> columns = LineItem.schema().columns().stream()
                    .map(column -> new Table.Column(
                            column.name(), column.type(), ColumnTypes.of(column.type()), true, true, false))
                    .toList();
            return new Table(target().table(), columns, List.of(), List.of(), -1);
        }

        private static Target target() {
            WritePlan plan = new WritePlan(
                    LineItem.schema(),
                    WriteMode.REPLACE,
                    Optional.empty(),
                    StateKind.RID,
                    false,
                    1_764_000_000_000L,
                    "",
                    false);
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
            byte[] sent = server.kept.toByteArray();
            byte[] rows = Arrays.copyOfRange(sent, HEAD_BYTES, sent.length - END_BYTES);
            Sameness.check("what COPY is sent", expected, rows);
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
        own.check(lines, table.loaded());
        foreign.check(foreignLines, table.loaded());
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
