package dev.leat.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A row that is too long is named by its values that are short, and by its column that is not. */
class LongRowTest {
    private static final StreamSchema SCHEMA = StreamSchema.of(
            StreamDescriptor.of("rows"),
            List.of(
                    Column.of("a", Type.JSON),
                    Column.required("id", Type.INT64),
                    Column.of("b", Type.TEXT),
                    Column.of("c", Type.TEXT)));

    private final Bytes out = new Bytes(64);
    private LongRow seen;
    private RowWriter rows;
    private final RowGate gate = new RowGate() {
        @Override
        public boolean admit(Bytes line, RidSpan rid) {
            seen = rows.longRow(true);
            return true;
        }

        @Override
        public long emittedAt() {
            return 1;
        }

        @Override
        public void sent() {}
    };

    @BeforeEach
    void byNames() {
        rows = new RowWriter(SCHEMA, out, -1, -1, gate);
    }

    @Test
    void theLargestColumnOfAListIsFoundToo() {
        rows = RowWriter.ofLists(SCHEMA, 0, out, -1, -1, gate);
        rows.putNull().putLong(7).putText("x,\"".repeat(100)).putText("c");
        rows.end();
        assertThat(seen).isEqualTo(new LongRow(List.of("a = null", "id = 7", "c = \"c\""), "b", 402));
    }

    @Test
    void theLargestColumnIsFoundAmongAllThatMayStandBeforeIt() {
        byte[] json = "{\"x\":[\",\\\"\",{}]}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        rows.putJson(json, 0, json.length).putLong(7).putText("x".repeat(500)).putNull();
        rows.end();
        assertThat(seen).isEqualTo(new LongRow(List.of("a = {\"x\":[\",\\\"\",{}]}", "id = 7", "c = null"), "b", 502));
        rows.putAbsent().putLong(8).putAbsent().putText("y".repeat(100));
        rows.end();
        assertThat(seen).isEqualTo(new LongRow(List.of("id = 8"), "c", 102));
    }

    @Test
    void aColumnThatHasNotEndedIsTheOne() {
        rows.putNull().putLong(9).putText("x".repeat(500)).next().put('"');
        assertThat(rows.longRow(false)).isEqualTo(new LongRow(List.of("a = null", "id = 9"), "c", -1));
    }
}
