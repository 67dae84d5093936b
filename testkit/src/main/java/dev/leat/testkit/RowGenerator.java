package dev.leat.testkit;

import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Schemas and rows from a seed: the same seed gives the same rows. {@code -Dleat.seed=N} repeats a run; put
 * {@link #toString} into the description of every assertion, so that a failure tells the seed.
 */
public final class RowGenerator {
    private final long seed;
    private final Random random;

    /** With the seed of {@code -Dleat.seed}, else one of its own. */
    public RowGenerator() {
        this(Long.getLong("leat.seed", new Random().nextInt(1_000_000)));
    }

    public RowGenerator(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    public Random random() {
        return random;
    }

    /** A stream with a unique RID {@code id}, which is its key, and columns of any type. */
    public StreamSchema schema(String stream, int columns) {
        List<Column> all = new ArrayList<>(List.of(Column.required("id", Type.INT64)));
        for (int c = 0; c < columns; c++) {
            all.add(new Column("c" + c, type(), random.nextInt(4) > 0));
        }
        return StreamSchema.of(StreamDescriptor.of(stream), all).withKey("id").withUniqueRid("id");
    }

    /** A type, now and then one of lists. */
    public Type type() {
        List<Type> types = Extremes.types();
        return types.get(random.nextInt(types.size()));
    }

    /** Rows whose {@code id}, if there is such a column, counts from {@code from}. */
    public List<ObjectNode> rows(StreamSchema schema, long from, int count) {
        List<ObjectNode> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ObjectNode row = row(schema);
            if (schema.indexOf("id") >= 0) {
                row.put("id", from + i);
            }
            rows.add(row);
        }
        return rows;
    }

    public ObjectNode row(StreamSchema schema) {
        ObjectNode row = Json.object();
        for (Column column : schema.columns()) {
            boolean none = column.nullable() && random.nextInt(8) == 0;
            row.set(column.name(), none ? Json.NODES.nullNode() : value(column.type()));
        }
        return row;
    }

    /** An ordinary value. {@link Extremes} has the others: not every system can hold them. */
    public JsonNode value(Type type) {
        return switch (type) {
            case Type.Bool _ -> Json.NODES.booleanNode(random.nextBoolean());
            case Type.Int(int bits, boolean unsigned) -> number(integer(unsigned ? bits : bits - 1, unsigned));
            case Type.Decimal(int precision, int scale) ->
                precision == 0
                        ? number(new BigDecimal(integer(100, false), scale == 0 ? 0 : random.nextInt(20)))
                        : number(new BigDecimal(
                                new BigInteger(precision * 3, random).mod(BigInteger.TEN.pow(precision)), scale));
            case Type.Float32 _ ->
                DoubleNode.valueOf(Double.parseDouble(Float.toString((float) random.nextGaussian())));
            case Type.Float64 _ -> DoubleNode.valueOf(random.nextGaussian() * 1e6);
            case Type.Text(int lengthMax, boolean padded) -> StringNode.valueOf(text(lengthMax, padded));
            case Type.Enumeration(List<String> values) -> StringNode.valueOf(values.get(random.nextInt(values.size())));
            case Type.Bytes _ -> StringNode.valueOf(Base64.getEncoder().encodeToString(bytes()));
            case Type.Date _ -> StringNode.valueOf(moment(0).substring(0, 10));
            case Type.Time(int fraction, boolean zoned) ->
                StringNode.valueOf(moment(fraction).substring(11) + (zoned ? "+02:00" : ""));
            case Type.Timestamp(int fraction, boolean zoned) ->
                StringNode.valueOf(moment(fraction) + (zoned ? "Z" : ""));
            case Type.Uuid _ -> StringNode.valueOf(new UUID(random.nextLong(), random.nextLong()).toString());
            case Type.Json _ -> Json.object().put("n", random.nextInt()).put("t", text(0, false));
            case Type.Array(Type element) -> {
                var array = Json.array();
                for (int i = element instanceof Type.Array ? 3 : random.nextInt(4); i > 0; i--) {
                    array.add(element instanceof Type.Array(Type inner) ? pair(inner) : value(element));
                }
                yield array;
            }
        };
    }

    /** Lists of lists are all of one length: some systems have only those. */
    private JsonNode pair(Type inner) {
        return Json.array().add(value(inner)).add(value(inner));
    }

    private BigInteger integer(int bits, boolean unsigned) {
        BigInteger value = new BigInteger(1 + random.nextInt(bits), random);
        return !unsigned && random.nextBoolean() ? value.negate() : value;
    }

    private static JsonNode number(BigInteger value) {
        return number(new BigDecimal(value));
    }

    private static JsonNode number(BigDecimal value) {
        return DecimalNode.valueOf(value);
    }

    private String text(int lengthMax, boolean padded) {
        String alphabet = "abc XYZ 019 'ğİß\" \\ é😀,;\n\t";
        int[] points = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(lengthMax > 0 ? lengthMax : 40); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return padded ? text.toString().stripTrailing() : text.toString();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** {@code 2026-11-20T13:45:00.5}, from 1900 to 2100. */
    private String moment(int fraction) {
        long second = LocalDateTime.of(1900, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC)
                + (long) (random.nextDouble() * 200 * 365.25 * 86_400);
        String text = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC).toString();
        String whole = text.length() == 16 ? text + ":00" : text;
        if (fraction == 0 || random.nextInt(4) == 0) {
            return whole;
        }
        long digits = random.nextLong((long) Math.pow(10, fraction));
        return whole + "." + "0".repeat(fraction - String.valueOf(digits).length()) + digits;
    }

    @Override
    public String toString() {
        return "rows of -Dleat.seed=" + seed;
    }
}
