package dev.leat.connector.kafka;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import dev.leat.row.RowWriter;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import dev.leat.value.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The columns of a stream that were chosen, and how a message is put into them. One thread. */
final class MessageCells {
    private final Cell[] cells;
    private final HeadersJson headers = new HeadersJson();
    private final InstantText instants = new InstantText();
    /** Reads values, if anything of what is in them was chosen; else null. */
    private final JsonPayload value;

    /** Columns that are made of fields, in the order in which {@link #value} finds them. */
    private final List<String> fieldColumns = new ArrayList<>();

    /** @throws ConnectorException CONFIG for a column that the stream does not have */
    MessageCells(KafkaConfig config, StreamSchema chosen) {
        String topic = chosen.stream().name();
        StreamSchema known = new TopicColumns(config, topic).schema();
        Map<String, Type> fields = config.columns(topic);
        boolean valueRead = false;
        for (Column column : chosen.columns()) {
            if (known.indexOf(column.name()) < 0) {
                throw ConnectorException.config("stream \"" + topic + "\" has no column \"" + column.name() + "\""
                        + Nearest.hint(
                                column.name(),
                                known.columns().stream().map(Column::name).toList()));
            }
            valueRead |= column.name().equals(TopicColumns.VALUE);
            if (fields.containsKey(column.name())) {
                fieldColumns.add(column.name());
            }
        }
        boolean json = config.valueFormat(topic) == KafkaConfig.Format.JSON;
        value = json && (valueRead || !fieldColumns.isEmpty())
                ? new JsonPayload(fieldColumns.stream()
                        .map(column -> config.field(topic, column))
                        .toList())
                : null;
        cells = chosen.columns().stream()
                .map(column -> cell(config, topic, column.name(), fields))
                .toArray(Cell[]::new);
    }

    private Cell cell(KafkaConfig config, String topic, String column, Map<String, Type> fields) {
        return switch (column) {
            case TopicColumns.PARTITION -> (message, out) -> out.putLong(message.partition());
            case TopicColumns.OFFSET -> (message, out) -> out.putLong(message.offset());
            case TopicColumns.TIMESTAMP -> (message, out) -> timestamp(message.timestamp(), out);
            case TopicColumns.HEADERS -> (message, out) -> headers.put(message.headers(), out.next());
            case TopicColumns.KEY -> key(config.keyFormat(topic));
            case TopicColumns.VALUE -> value(config.valueFormat(topic));
            default -> new FieldCell(value, fieldColumns.indexOf(column), column, fields.get(column));
        };
    }

    /** Puts a message, but for the row's end. What was put of one that is bad must be abandoned. */
    void put(ConsumerRecord<byte[], byte[]> message, RowWriter out) throws BadRecord {
        if (value != null && message.value() != null) {
            String problem = value.read(message.value());
            if (problem != null) {
                throw new BadRecord("its value " + problem + shown(message.value()));
            }
        }
        for (Cell cell : cells) {
            cell.put(message, out);
        }
    }

    private static String shown(byte[] payload) {
        if (payload.length == 0) {
            return "";
        }
        int length = Math.min(payload.length, 80);
        boolean text = Utf8.isValid(payload, 0, length);
        return text ? "; it begins " + new String(payload, 0, length, java.nio.charset.StandardCharsets.UTF_8) : "";
    }

    private void timestamp(long millis, RowWriter out) {
        if (millis < 0) {
            // Messages from before Kafka 0.10 have none.
            out.putNull();
        } else {
            instants.put(millis, out.next());
        }
    }

    private static Cell key(KafkaConfig.Format format) {
        JsonPayload scanner = new JsonPayload(List.of());
        return (message, out) -> {
            byte[] key = message.key();
            if (key == null) {
                out.putNull();
            } else if (format != KafkaConfig.Format.JSON) {
                put(format, key, "its key", out);
            } else {
                String problem = scanner.read(key);
                if (problem != null) {
                    throw new BadRecord("its key " + problem + shown(key));
                }
                json(scanner, out);
            }
        };
    }

    private Cell value(KafkaConfig.Format format) {
        return (message, out) -> {
            if (message.value() == null) {
                out.putNull();
            } else if (format == KafkaConfig.Format.JSON) {
                json(value, out);
            } else {
                put(format, message.value(), "its value", out);
            }
        };
    }

    private static void json(JsonPayload read, RowWriter out) {
        read.append(out.next(), 0, read.text().length);
    }

    private static void put(KafkaConfig.Format format, byte[] payload, String what, RowWriter out) throws BadRecord {
        if (format == KafkaConfig.Format.BYTES) {
            out.putBytes(payload);
        } else if (Utf8.isValid(payload, 0, payload.length)) {
            out.putUtf8(payload, 0, payload.length);
        } else {
            throw new BadRecord(what + " is not UTF-8");
        }
    }
}
