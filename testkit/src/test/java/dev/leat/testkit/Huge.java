package dev.leat.testkit;

import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.row.Batch;
import dev.leat.row.Slice;
import dev.leat.sdk.Ability;
import dev.leat.sdk.Connector;
import dev.leat.sdk.Destination;
import dev.leat.sdk.Emitter;
import dev.leat.sdk.ReadPlan;
import dev.leat.sdk.Source;
import dev.leat.sdk.StreamWriter;
import dev.leat.sdk.WritePlan;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.Arrays;
import java.util.List;

/** Rows of 30 MB, put by a source that holds one value and looked at by a destination that keeps nothing. */
final class Huge implements Source, Destination {
    static final int ROWS = 4;
    private static final int BYTES = 30_000_000;

    static final StreamSchema SCHEMA = StreamSchema.of(
            StreamDescriptor.of("huge"), List.of(Column.required("id", Type.INT64), Column.of("text", Type.TEXT)));

    @Override
    public List<StreamSchema> discover() {
        return List.of(SCHEMA);
    }

    @Override
    public void read(ReadPlan plan, Emitter out) {
        byte[] text = new byte[BYTES];
        Arrays.fill(text, (byte) 'x');
        // Unescaped it takes room once more.
        text[BYTES - 1] = '\n';
        for (int i = 0; i < ROWS; i++) {
            out.rows().putLong(i).putUtf8(text, 0, BYTES).end();
        }
    }

    @Override
    public StreamWriter open(WritePlan plan) {
        return new StreamWriter() {
            @Override
            public void write(Batch rows) {
                while (rows.next()) {
                    Slice text = rows.utf8At(1);
                    if (text.length != BYTES || text.array[text.offset + BYTES - 1] != '\n') {
                        throw rows.mismatch(1, "has " + text.length + " bytes", null);
                    }
                }
            }

            @Override
            public void complete() {}

            @Override
            public void abort() {}
        };
    }

    @Override
    public void commit(List<StateMessage> states) {}

    @Override
    public void rollback() {}

    public static void main(String... args) {
        Connector.source("reference", Reference.Config.class, (_, _) -> new Huge())
                .and((_, _) -> new Huge(), Ability.REPLACE)
                .main(args);
    }
}
