package dev.leat.connector.kafka;

import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * A topic as a stream: where each message lies, what it carries, and the columns that the configuration makes of fields of
 * its value. A message is known by partition and offset; the offsets of each partition grow.
 */
record TopicColumns(KafkaConfig config, String topic) {
    static final String PARTITION = "partition";
    static final String OFFSET = "offset";
    static final String TIMESTAMP = "timestamp";
    static final String KEY = "key";
    static final String VALUE = "value";
    static final String HEADERS = "headers";

    /** The columns that every topic has. */
    static final List<String> POSITION = List.of(PARTITION, OFFSET, TIMESTAMP, KEY, VALUE, HEADERS);

    private static final int MILLIS = 3;

    StreamSchema schema() {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.required(PARTITION, Type.INT32));
        columns.add(Column.required(OFFSET, Type.INT64));
        columns.add(Column.of(TIMESTAMP, new Type.Timestamp(MILLIS, true)));
        columns.add(Column.of(KEY, type(config.keyFormat(topic))));
        config.columns(topic).forEach((name, type) -> columns.add(Column.of(name, type)));
        columns.add(Column.of(VALUE, type(config.valueFormat(topic))));
        columns.add(Column.required(HEADERS, Type.JSON));
        return StreamSchema.of(StreamDescriptor.of(topic), columns)
                .withKey(PARTITION, OFFSET)
                .withRidPerPartition(OFFSET, PARTITION);
    }

    private static Type type(KafkaConfig.Format format) {
        return switch (format) {
            case TEXT -> Type.TEXT;
            case JSON -> Type.JSON;
            case BYTES -> Type.BYTES;
        };
    }
}
