package dev.leat.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * A program: carries a table into a topic in the shortest way there is, one COPY of keys and JSON objects and Kafka's own
 * producer in one transaction, and knows of nothing that could go wrong. What Leat is measured by.
 */
final class TableToTopic {
    private TableToTopic() {}

    /** Arguments: the database as JDBC has it, the table, its key, the brokers, the topic. */
    public static void main(String... args) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                args[3],
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class,
                "transactional.id",
                "bench",
                "compression.type",
                "lz4",
                "linger.ms",
                20,
                "batch.size",
                512 << 10,
                "buffer.memory",
                32L << 20,
                "send.buffer.bytes",
                1 << 20);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings);
                Connection connection = DriverManager.getConnection(args[0])) {
            producer.initTransactions();
            producer.beginTransaction();
            CopyOut copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (SELECT " + args[2] + ", row_to_json(t) FROM " + args[1] + " AS t) TO STDOUT");
            for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                int tab = 0;
                while (row[tab] != '\t') {
                    tab++;
                }
                Future<?> unused =
                        producer.send(new ProducerRecord<>(args[4], Arrays.copyOf(row, tab), value(row, tab + 1)));
            }
            producer.commitTransaction();
        }
    }

    /** Up to the end of the line; in JSON there is nothing that COPY escapes but the backslash. */
    private static byte[] value(byte[] row, int from) {
        byte[] value = new byte[row.length - from];
        int length = 0;
        for (int i = from; i < row.length - 1; i++) {
            if (row[i] == '\\') {
                i++;
            }
            value[length++] = row[i];
        }
        return Arrays.copyOf(value, length);
    }
}
