package dev.leat.connector.clickhouse.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.connector.clickhouse.encode.Encoders.Shape;
import dev.leat.type.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By what columns say they hold it is known when a block is full, whatever little their literals are. */
class ColumnDataTest {
    private static final String[] TEXTS = {"\"\"", "\"a\"", "null", "\"" + "x".repeat(300) + "\""};

    @Test
    void aColumnSaysWhatItHolds() throws Exception {
        check(plain("String"), Type.TEXT, TEXTS);
        check(plain("Int64"), Type.INT64, "1", "null", "-7");
        check(new Shape("FixedString", List.of(5000), List.of(), null, false), Type.TEXT, TEXTS);
        check(
                new Shape("Decimal", List.of(60, 2), List.of(), null, false),
                new Type.Decimal(60, 2),
                "1",
                "null",
                "0.5");
        check(new Shape("Enum16", List.of(1000), List.of("a"), null, false), Type.TEXT, "\"a\"", "null");
    }

    @Test
    void aListSaysWhatItsElementsHold() throws Exception {
        Shape wide = new Shape("FixedString", List.of(5000), List.of(), null, false);
        Shape lists = new Shape("Array", List.of(), List.of(), wide, true);
        check(lists, new Type.Array(Type.TEXT), "[]", "[\"a\", null, null]", "[null]");
    }

    private static Shape plain(String name) {
        return new Shape(name, List.of(), List.of(), null, false);
    }

    private static void check(Shape shape, Type type, String... literals) throws Exception {
        ColumnData column = Encoders.column(shape, true, type).orElseThrow();
        long said = 0;
        for (String literal : literals) {
            byte[] json = ("        " + literal).getBytes(StandardCharsets.UTF_8);
            said += literal.equals("null") ? column.putNull() : column.put(json, 8, json.length);
        }
        long[] written = new long[1];
        column.writeTo((bytes, offset, length) -> written[0] += length);
        assertThat(said).as(shape.name()).isEqualTo(written[0]);
    }
}
