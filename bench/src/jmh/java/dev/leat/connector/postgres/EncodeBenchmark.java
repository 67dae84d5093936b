package dev.leat.connector.postgres;

import dev.leat.bench.LineItem;
import dev.leat.bench.Sameness;
import dev.leat.bench.Volume;
import dev.leat.protocol.SyncMode;
import dev.leat.row.RowWriter;
import dev.leat.sdk.ReadPlan;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The source's way: a row of COPY's text becomes a RECORD line. Bytes are those of the lines. */
@State(Scope.Thread)
public class EncodeBenchmark {
    private final Gathering gathering = new Gathering();
    private byte[][] copied;
    private byte[] row;
    private CopyRows rows;
    private RowWriter writer;

    @Setup
    public void setUp() {
        LineItem table = new LineItem();
        copied = table.copied().toArray(byte[][]::new);
        row = new byte[4096];
        rows = new CopyRows(
                null, new StreamRead(plan(), relation(), new Grants("reader")), null, PostgresConfig.Infinity.REFUSE);
        writer = new RowWriter(LineItem.schema(), gathering.buffer, -1, -1, gathering);
        rows();
        gathering.flush();
        Sameness.check("a RECORD line", table.lines(), gathering.kept.toByteArray());
        gathering.kept = null;
    }

    private static ReadPlan plan() {
        StreamSchema schema = LineItem.schema();
        return new ReadPlan(
                schema,
                SyncMode.FULL_REFRESH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                schema.stream(),
                OptionalInt.empty());
    }

    private static Relation relation() {
        StreamSchema schema = LineItem.schema();
        List<PgColumn> columns = schema.columns().stream()
                .map(column -> new PgColumn(column.name(), type(column), column.nullable(), "", false, List.of()))
                .toList();
        return new Relation(
                1, schema.stream(), 'r', -1, false, "UTF8", columns, Set.of(), schema.key(), Set.copyOf(schema.key()));
    }

    static PgType type(Column column) {
        int oid = switch (column.type()) {
            case Type.Int(int bits, boolean _) -> bits == 64 ? PgType.Oid.INT8 : PgType.Oid.INT4;
            case Type.Decimal _ -> PgType.Oid.NUMERIC;
            case Type.Date _ -> PgType.Oid.DATE;
            case Type.Timestamp _ -> PgType.Oid.TIMESTAMPTZ;
            default -> PgType.Oid.TEXT;
        };
        return new PgType(oid, column.name(), BuiltInTypes.form(oid), column.type(), null, ',');
    }

    @Benchmark
    @OperationsPerInvocation(LineItem.ROWS)
    public long encode(Volume volume) {
        long before = gathering.bytes();
        rows();
        long bytes = gathering.bytes() - before;
        volume.bytes += bytes;
        return bytes;
    }

    private void rows() {
        for (byte[] each : copied) {
            // An encoder may overwrite the row, which the driver has made for it. This copy stands for the driver's.
            System.arraycopy(each, 0, row, 0, each.length);
            rows.put(row, writer);
        }
    }
}
