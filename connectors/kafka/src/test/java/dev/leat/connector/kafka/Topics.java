package dev.leat.connector.kafka;

import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics of one test class, made and filled with the plain clients. */
record Topics(String bootstrap, String prefix) {
    static final ConnectorUnderTest CONNECTOR = ConnectorUnderTest.of(KafkaConnector.CONNECTOR, KafkaConnector.class);

    static Topics of(Class<?> test) {
        return new Topics(KafkaServer.bootstrap(), KafkaServer.prefix(test));
    }

    /** A configuration that reads these topics, and no others. */
    Map<String, Object> config() {
        return Map.of("bootstrap_servers", bootstrap, "topics", List.of(prefix + "*"), "timeout_seconds", 20);
    }

    static Map<String, Object> with(Map<String, ?> config, String key, Object value) {
        Map<String, Object> more = new HashMap<>(config);
        more.put(key, value);
        return more;
    }

    String name(String topic) {
        return prefix + topic;
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    /** Makes a topic; answers its name. */
    String make(String topic, int partitions) throws Exception {
        return make(topic, partitions, Map.of());
    }

    String make(String topic, int partitions, Map<String, String> settings) throws Exception {
        try (Admin admin = admin()) {
            NewTopic wanted = new NewTopic(name(topic), Optional.of(partitions), Optional.empty()).configs(settings);
            admin.createTopics(List.of(wanted)).all().get();
        }
        return name(topic);
    }

    /** Removes what lies before an offset, as retention does. */
    void cut(String topic, int partition, long before) throws Exception {
        try (Admin admin = admin()) {
            admin.deleteRecords(
                            Map.of(new TopicPartition(name(topic), partition), RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        }
    }

    KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", bootstrap);
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    ProducerRecord<byte[], byte[]> message(String topic, int partition, String key, String value) {
        return new ProducerRecord<>(name(topic), partition, bytes(key), bytes(value));
    }

    /** Hands a message to a producer whose flush or commit then tells whether it was sent. */
    static void post(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> message) {
        var unused = producer.send(message);
    }

    /** Sends messages without keys to one partition. */
    void send(String topic, int partition, String... values) throws Exception {
        List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
        for (String value : values) {
            messages.add(message(topic, partition, null, value));
        }
        send(messages);
    }

    void send(List<ProducerRecord<byte[], byte[]>> messages) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            List<Future<?>> sent = new ArrayList<>();
            messages.forEach(message -> sent.add(producer.send(message)));
            for (Future<?> one : sent) {
                one.get();
            }
        }
    }
}
