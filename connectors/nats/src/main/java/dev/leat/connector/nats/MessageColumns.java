package dev.leat.connector.nats;

import dev.leat.config.Nearest;
import dev.leat.protocol.Catalog.RidCandidate;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The columns that a message becomes: where it is, what it carries, and what is taken out of its JSON. */
final class MessageColumns {
    static final String SEQUENCE = "sequence";
    static final String SUBJECT = "subject";
    static final String TIME = "time";
    static final String HEADERS = "headers";
    static final String DATA = "data";
    static final List<String> NAMES = List.of(SEQUENCE, SUBJECT, TIME, HEADERS, DATA);

    private static final int NANOSECONDS = 9;

    private MessageColumns() {}

    static StreamSchema schema(NatsConfig config, String stream, long messages) {
        List<Column> columns = new ArrayList<>(List.of(
                Column.required(SEQUENCE, Type.INT64),
                Column.required(SUBJECT, Type.TEXT),
                Column.required(TIME, new Type.Timestamp(NANOSECONDS, true)),
                Column.of(HEADERS, Type.JSON)));
        columns.add(
                switch (config.format(stream)) {
                    case JSON -> Column.of(DATA, Type.JSON);
                    case TEXT -> Column.required(DATA, Type.TEXT);
                    case BYTES -> Column.required(DATA, Type.BYTES);
                });
        config.columns(stream).forEach((name, type) -> columns.add(Column.of(name, type)));
        boolean all = config.subjects(stream).isEmpty();
        return new StreamSchema(
                StreamDescriptor.of(stream),
                columns,
                List.of(SEQUENCE),
                List.of(new RidCandidate(SEQUENCE, true, false)),
                all ? messages : -1);
    }

    /** Refuses a column that the stream does not have. */
    static void check(List<Column> chosen, String stream, Map<String, Type> own) {
        for (Column column : chosen) {
            if (!NAMES.contains(column.name()) && !own.containsKey(column.name())) {
                List<String> known = new ArrayList<>(NAMES);
                known.addAll(own.keySet());
                throw ConnectorException.config("stream \"" + stream + "\" has no column \"" + column.name()
                        + "\" (fields of its JSON become columns under streams in the configuration)"
                        + Nearest.hint(column.name(), known));
            }
        }
    }
}
