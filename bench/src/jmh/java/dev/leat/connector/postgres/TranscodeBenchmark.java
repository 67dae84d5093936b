package dev.leat.connector.postgres;

import dev.leat.bench.Cell;
import dev.leat.bench.LineItem;
import dev.leat.bench.Sameness;
import dev.leat.bench.Volume;
import dev.leat.connector.postgres.encode.BinaryEncoders;
import dev.leat.connector.postgres.encode.Encoder;
import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import dev.leat.type.Column;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Single values of one type, both ways. Bytes are those of the JSON; an operation is a value. */
@State(Scope.Thread)
public class TranscodeBenchmark {
    @Param({"integer", "numeric", "date", "timestamptz", "text", "text_escaped"})
    public String type;

    private byte[][] copied;
    private byte[][] json;
    private long jsonBytes;
    private byte[] scratch;
    private final Bytes out = new Bytes(256 << 10);
    private Field field;
    private Encoder encoder;

    @Setup
    public void setUp() throws UnfitValue {
        int column = LineItem.schema()
                .indexOf(
                        switch (type) {
                            case "integer" -> "l_orderkey";
                            case "numeric" -> "l_extendedprice";
                            case "date" -> "l_shipdate";
                            case "timestamptz" -> "l_updated_at";
                            default -> "l_comment";
                        });
        List<Cell> cells = new LineItem().column(column);
        if (type.startsWith("text")) {
            cells = cells.stream().map(cell -> text(cell.copied())).toList();
        }
        copied = bytes(cells, cell -> cell.copied() + '\t');
        json = bytes(cells, Cell::json);
        for (byte[] value : json) {
            jsonBytes += value.length;
        }
        scratch = new byte[4096];
        Column of = LineItem.schema().columns().get(column);
        field = Field.of(EncodeBenchmark.type(of), PostgresConfig.Infinity.REFUSE);
        encoder = BinaryEncoders.of(of.type(), of.type(), ColumnTypes.of(of.type()));
        allToJson();
        Sameness.check("JSON of " + type, Sameness.joined(List.of(json)), out.copy());
        allFromJson();
        Sameness.check(
                "COPY of " + type,
                Sameness.joined(cells.stream().map(Cell::loaded).toList()),
                out.copy());
    }

    /** The same length of text, with and without something to escape in each. */
    private Cell text(String comment) {
        String plain = comment.replace("\\t\"", "  ");
        return Cell.text(type.equals("text") ? plain : plain.replaceFirst(" ", "\t"));
    }

    private static byte[][] bytes(List<Cell> cells, Function<Cell, String> form) {
        return cells.stream()
                .map(form)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    /** From COPY's text to JSON, as the source does it. */
    @Benchmark
    @OperationsPerInvocation(LineItem.ROWS)
    public int toJson(Volume volume) {
        volume.bytes += jsonBytes;
        return allToJson();
    }

    private int allToJson() {
        out.clear();
        for (byte[] value : copied) {
            // It may be overwritten where it stands.
            System.arraycopy(value, 0, scratch, 0, value.length);
            field.put(scratch, 0, out);
        }
        return out.length();
    }

    /** From JSON to what COPY is sent, as the destination does it. */
    @Benchmark
    @OperationsPerInvocation(LineItem.ROWS)
    public int fromJson(Volume volume) throws UnfitValue {
        volume.bytes += jsonBytes;
        return allFromJson();
    }

    private int allFromJson() throws UnfitValue {
        out.clear();
        for (byte[] value : json) {
            encoder.put(value, 0, value.length, out);
        }
        return out.length();
    }
}
