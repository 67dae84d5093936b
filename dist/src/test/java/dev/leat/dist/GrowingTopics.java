package dev.leat.dist;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics of several partitions that grow by transactions, some of which are aborted. */
final class GrowingTopics implements GrowingMessages {
    private static final int PARTITIONS = 3;
    private static final int TRANSACTION = 100;

    private final KafkaTopics topics = KafkaTopics.make();
    private final String events = topics.prefix() + "events";
    private final String notes = topics.prefix() + "notes";
    private int sent;

    GrowingTopics() throws Exception {
        topics.create(names(), PARTITIONS);
    }

    @Override
    public Place place() {
        return topics.place(
                Map.of(events, FIELDS, notes, Map.of("value_format", "text")), Map.of(events, OBJECTS, notes, TEXTS));
    }

    @Override
    public List<String> names() {
        return List.of(events, notes);
    }

    @Override
    public void grow(int more) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", topics.bootstrap(), "transactional.id", topics.prefix() + "growing");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (int end = sent + more; sent < end; ) {
                int begin = sent;
                sent = Math.min(end, begin + TRANSACTION);
                // What was aborted comes again, with offsets of its own.
                transaction(producer, begin, begin + (sent - begin) / 2);
                producer.abortTransaction();
                transaction(producer, begin, sent);
                producer.commitTransaction();
            }
        }
    }

    private void transaction(KafkaProducer<byte[], byte[]> producer, int from, int to) {
        producer.beginTransaction();
        for (int id = from; id < to; id++) {
            post(producer, new ProducerRecord<>(events, id % PARTITIONS, null, bytes(GrowingMessages.object(id))));
            var note = new ProducerRecord<>(notes, id / 7 % PARTITIONS, bytes("key " + id % 5), bytes("note\n" + id));
            note.headers().add("number", bytes("" + id));
            post(producer, note);
        }
        producer.flush();
    }

    /** The commit tells whether it was sent. */
    private static void post(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> message) {
        var unused = producer.send(message);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
