package dev.leat.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@link RowWriter} writes {@link Batch} reads, on the fast path and on the other one. */
class RowRoundTripTest {
    private static final StreamSchema SCHEMA = StreamSchema.of(
                    new StreamDescriptor("ord\"ers", "püblic"),
                    List.of(
                            Column.required("id", Type.INT64),
                            Column.of("na\tme", Type.TEXT),
                            Column.of("amount", Type.Decimal.ANY),
                            Column.of("ok", Type.BOOL),
                            Column.of("raw", Type.BYTES),
                            Column.of("doc", Type.JSON)))
            .withKey("id");

    private record Row(long id, String name, BigDecimal amount, Boolean ok, byte[] raw, String doc) {}

    private static final RowGate OPEN = new RowGate() {
        @Override
        public boolean admit(Bytes line, RidSpan rid) {
            return true;
        }

        @Override
        public long emittedAt() {
            return 1_763_629_331_398L;
        }

        @Override
        public void sent() {}
    };

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(20);
        for (int i = 0; i < length; i++) {
            int codePoint = switch (random.nextInt(5)) {
                case 0 -> random.nextInt(0x20);
                case 1 -> "\"\\/{}[],:".charAt(random.nextInt(9));
                case 2 -> 0x80 + random.nextInt(0x700);
                case 3 -> 0x1F300 + random.nextInt(0x200);
                default -> 'a' + random.nextInt(26);
            };
            text.appendCodePoint(codePoint);
        }
        return text.toString();
    }

    private static Row row(Random random) {
        byte[] raw = new byte[random.nextInt(6)];
        random.nextBytes(raw);
        boolean sparse = random.nextInt(3) == 0;
        return new Row(
                random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(1000) - 500,
                sparse ? null : text(random),
                sparse ? null : new BigDecimal(new java.math.BigInteger(90, random), random.nextInt(30)),
                sparse ? null : random.nextBoolean(),
                sparse ? null : raw,
                sparse ? null : "{\"a\":[1,\"}\\\"\",{\"b\":null}],\"c\":-1.50}");
    }

    private static byte[] write(List<Row> rows) {
        Bytes out = new Bytes(16);
        return write(rows, out, writer(out));
    }

    private static byte[] lists(List<Row> rows) {
        Bytes out = new Bytes(16);
        return write(rows, out, RowWriter.ofLists(SCHEMA, 3, out, 0, -1, OPEN));
    }

    private static byte[] write(List<Row> rows, Bytes out, RowWriter writer) {
        for (Row row : rows) {
            writer.putLong(row.id);
            if (row.name == null) {
                writer.putNull().putNull().putNull().putNull().putNull();
            } else {
                byte[] doc = row.doc.getBytes(StandardCharsets.UTF_8);
                writer.putText(row.name).putDecimal(row.amount).putBoolean(row.ok);
                writer.putBytes(row.raw).putJson(doc, 0, doc.length);
            }
            writer.end();
        }
        return out.copy();
    }

    private static void assertRows(Batch batch, List<Row> rows) {
        for (Row row : rows) {
            assertThat(batch.next()).isTrue();
            assertThat(batch.longAt(0)).isEqualTo(row.id);
            assertThat(batch.isNull(1)).isEqualTo(row.name == null);
            if (row.name != null) {
                assertThat(batch.textAt(1)).isEqualTo(row.name);
                assertThat(batch.decimalAt(2)).isEqualTo(row.amount);
                assertThat(batch.booleanAt(3)).isEqualTo(row.ok);
                assertThat(batch.bytesAt(4)).isEqualTo(row.raw);
                assertThat(Json.parse(batch.textAt(5))).isEqualTo(Json.parse(row.doc));
            }
        }
        assertThat(batch.next()).isFalse();
        assertThat(batch.rows()).isEqualTo(rows.size());
    }

    private static List<Row> rows(Random random, int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(random));
        }
        return rows;
    }

    @Test
    void readsItsOwnLines() {
        long seed = System.nanoTime();
        List<Row> rows = rows(new Random(seed), 3000);
        byte[] lines = write(rows);
        Batch batch = new Batch(SCHEMA);
        batch.reset(lines, 0, lines.length);
        assertThat(batch.begins(lines, 0, lines.length)).as("seed " + seed).isTrue();
        assertRows(batch, rows);
    }

    @Test
    void eachOfItsLinesIsReadWithoutTheFullParser() {
        Random random = new Random(7);
        byte[] lines = write(rows(random, 500));
        assertFast(RowForm.record(SCHEMA), lines);
        assertFast(RowForm.list(SCHEMA, 3), lists(rows(random, 500)));
    }

    private static void assertFast(RowForm form, byte[] lines) {
        FastRecord fast = new FastRecord(form);
        Fields fields = new Fields(SCHEMA.columns().size());
        int at = 0;
        while (at < lines.length) {
            assertThat(fast.begins(lines, at, lines.length)).isTrue();
            int end = fast.scan(lines, at, lines.length, fields);
            assertThat(end).isEqualTo(Lines.end(lines, at, lines.length) + 1);
            assertThat(fields.start[0] - at).as("bytes before the first value").isGreaterThanOrEqualTo(8);
            at = end;
        }
    }

    @Test
    void readsLists() {
        long seed = System.nanoTime();
        List<Row> rows = rows(new Random(seed), 1000);
        byte[] lines = lists(rows);
        Batch batch = new Batch(SCHEMA);
        batch.expectList(3);
        batch.reset(lines, 0, lines.length);
        assertThat(batch.begins(lines, 0, lines.length)).as("seed " + seed).isTrue();
        assertRows(batch, rows);
        assertThat(lines.length).isLessThan(write(rows).length / 2);
    }

    /** Such as only the full parser takes. */
    @Test
    void readsListsWithSpaces() {
        long seed = System.nanoTime();
        List<Row> rows = rows(new Random(seed), 300);
        String text = new String(lists(rows), StandardCharsets.UTF_8);
        String spaced = text.lines()
                .map(line -> "[\"ROW\",3,\t" + line.substring("[\"ROW\",3,".length(), line.length() - 1) + " ]\n")
                .collect(java.util.stream.Collectors.joining());
        byte[] lines = spaced.getBytes(StandardCharsets.UTF_8);
        Batch batch = new Batch(SCHEMA);
        batch.expectList(3);
        batch.reset(lines, 0, lines.length);
        assertRows(batch, rows);
    }

    /** The same rows as somebody else would write them: other key order, spaces, escapes, unknown fields. */
    @Test
    void readsForeignLines() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Row> rows = rows(random, 500);
        List<String> lines =
                new String(write(rows), StandardCharsets.UTF_8).lines().toList();
        Bytes foreign = new Bytes(1 << 16);
        for (String line : lines) {
            foreign.putUtf8(reshaped((ObjectNode) Json.parse(line), random)).put('\n');
        }
        Batch batch = new Batch(SCHEMA);
        batch.reset(foreign.array(), 0, foreign.length());
        assertThat(batch.begins(foreign.array(), 0, foreign.length()))
                .as("seed " + seed)
                .isFalse();
        assertRows(batch, rows);
    }

    private static String reshaped(ObjectNode line, Random random) {
        ((ObjectNode) line.get("record").get("data")).put("unknown", "}{\"\\");
        return shuffled(line, random);
    }

    private static String shuffled(JsonNode node, Random random) {
        if (!(node instanceof ObjectNode object)) {
            return node.isString() ? escaped(node.asString()) : node.toString();
        }
        List<String> names = new ArrayList<>(object.propertyNames());
        Collections.shuffle(names, random);
        List<String> fields = new ArrayList<>();
        for (String name : names) {
            fields.add(" " + escaped(name) + " :\t" + shuffled(object.get(name), random));
        }
        return "{" + String.join(" , ", fields) + "}";
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars()
                .forEach(c -> out.append("\\u")
                        .append(Integer.toHexString(0x10000 | c).substring(1)));
        return out.append('"').toString();
    }

    /** Around the ends of the pieces that they are taken in. */
    @Test
    void valuesThatAreReadAreTheSameAsWholeOnes() throws Exception {
        for (int length : new int[] {0, 1, 16_383, 16_384, 16_385, 49_151, 49_152, 49_153, 200_000}) {
            byte[] raw = new byte[length];
            new Random(length).nextBytes(raw);
            String name = new String(raw, StandardCharsets.ISO_8859_1);
            Bytes whole = new Bytes(16);
            writer(whole)
                    .putLong(1)
                    .putText(name)
                    .putNull()
                    .putNull()
                    .putBytes(raw)
                    .putNull()
                    .end();
            Bytes read = new Bytes(16);
            RowWriter writer = writer(read).putLong(1);
            writer.putText(new StringReader(name), length).putNull().putNull();
            writer.putBytes(new ByteArrayInputStream(raw), length).putNull().end();
            assertThat(read.copy()).isEqualTo(whole.copy());
        }
    }

    private static RowWriter writer(Bytes out) {
        return new RowWriter(SCHEMA, out, 0, -1, OPEN);
    }

    @Test
    void absentIsNotNull() {
        byte[] line = ("{\"type\":\"RECORD\",\"record\":{\"stream\":\"ord\\\"ers\",\"namespace\":\"püblic\","
                        + "\"data\":{\"id\":1,\"ok\":null},\"emitted_at\":1}}\n")
                .getBytes(StandardCharsets.UTF_8);
        Batch batch = new Batch(SCHEMA);
        batch.reset(line, 0, line.length);
        assertThat(batch.next()).isTrue();
        assertThat(batch.isAbsent(1)).isTrue();
        assertThat(batch.isNull(1)).isTrue();
        assertThat(batch.isAbsent(3)).isFalse();
        assertThat(batch.isNull(3)).isTrue();
    }

    @Test
    void namesStreamKeyAndColumnOfAValueThatDoesNotFit() {
        byte[] line = ("{\"type\":\"RECORD\",\"record\":{\"stream\":\"ord\\\"ers\",\"namespace\":\"püblic\","
                        + "\"data\":{\"id\":7,\"ok\":\"yes\"},\"emitted_at\":1}}\n")
                .getBytes(StandardCharsets.UTF_8);
        Batch batch = new Batch(SCHEMA);
        batch.reset(line, 0, line.length);
        batch.next();
        assertThatThrownBy(() -> batch.booleanAt(3))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("püblic.ord\"ers")
                .hasMessageContaining("id = 7")
                .hasMessageContaining("\"ok\"")
                .hasMessageContaining("\"yes\"");
        assertThatThrownBy(() -> batch.longAt(3)).hasMessageContaining("whole number");
    }

    @Test
    void stopsAtALineThatIsCutOrOfAnotherStream() {
        byte[] whole = write(rows(new Random(1), 1));
        for (int cut = 1; cut < whole.length - 1; cut++) {
            Bytes lines = new Bytes(whole.length + 1);
            lines.put(whole, 0, cut).put('\n');
            Batch batch = new Batch(SCHEMA);
            batch.reset(lines.array(), 0, lines.length());
            assertThat(batch.next()).as("cut after " + cut).isFalse();
            assertThat(batch.position()).isZero();
        }
    }

    @Test
    void refusesBrokenEscapesAndLoneSurrogates() {
        for (String bad : List.of("\\x", "\\u12g4", "\\ud800", "\\udc00", "\\ud800\\n")) {
            byte[] line = ("{\"type\":\"RECORD\",\"record\":{\"stream\":\"ord\\\"ers\",\"namespace\":\"püblic\","
                            + "\"data\":{\"id\":1,\"na\\tme\":\"" + bad
                            + "\",\"amount\":1,\"ok\":true,\"raw\":\"\",\"doc\":1},\"emitted_at\":1}}\n")
                    .getBytes(StandardCharsets.UTF_8);
            Batch batch = new Batch(SCHEMA);
            batch.reset(line, 0, line.length);
            boolean refused;
            try {
                refused = !batch.next() || batch.textAt(1) == null;
            } catch (ConnectorException e) {
                refused = true;
            }
            assertThat(refused).as(bad).isTrue();
        }
    }
}
