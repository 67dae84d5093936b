package dev.leat.bench;

import dev.leat.row.Bytes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A program: carries a topic into a table in the shortest way there is, Kafka's own consumer and one COPY, and knows of
 * nothing that could go wrong. What Leat is measured by.
 */
final class TopicToTable {
    private static final int PIECE_BYTES = 1 << 16;

    private TopicToTable() {}

    /** Arguments: the brokers, the topic, the database as JDBC has it, the table. */
    public static void main(String... args) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                args[0],
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class,
                "isolation.level",
                "read_committed",
                "max.poll.records",
                5_000,
                "receive.buffer.bytes",
                1 << 20,
                "fetch.max.bytes",
                8 << 20,
                "max.partition.fetch.bytes",
                2 << 20);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings);
                Connection connection = DriverManager.getConnection(args[2])) {
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + args[3] + " (partition, \"offset\", timestamp, key, value, headers) FROM STDIN");
            carry(consumer, args[1], copy);
            copy.endCopy();
        }
    }

    private static void carry(KafkaConsumer<byte[], byte[]> consumer, String topic, CopyIn copy) throws Exception {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> open = new HashMap<>(consumer.endOffsets(partitions));
        open.values().removeIf(end -> end == 0);
        Bytes rows = new Bytes(2 * PIECE_BYTES);
        while (!open.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofSeconds(1))) {
                row(message, rows);
                if (rows.length() >= PIECE_BYTES) {
                    copy.writeToCopy(rows.array(), 0, rows.length());
                    rows.clear();
                }
            }
            open.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        }
        copy.writeToCopy(rows.array(), 0, rows.length());
    }

    private static void row(ConsumerRecord<byte[], byte[]> message, Bytes out) {
        out.putAscii(Integer.toString(message.partition()));
        out.put('\t');
        out.putAscii(Long.toString(message.offset()));
        out.put('\t');
        out.putAscii(Instant.ofEpochMilli(message.timestamp()).toString());
        out.put('\t');
        escaped(message.key(), out);
        out.put('\t');
        escaped(message.value(), out);
        out.putAscii("\t{}\n");
    }

    private static void escaped(byte[] text, Bytes out) {
        for (byte b : text) {
            if (b == '\\') {
                out.put('\\');
            }
            out.put(b);
        }
    }
}
