package dev.leat.dist;

import dev.leat.testkit.KafkaMessages;
import dev.leat.testkit.KafkaServer;
import dev.leat.testkit.MessageForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Topics as a source, made and filled with the plain clients.
 *
 * @param prefix what their names begin with, and those of nobody else
 */
record KafkaTopics(String bootstrap, String prefix) {

    static KafkaTopics make() {
        return new KafkaTopics(KafkaServer.bootstrap(), KafkaServer.prefix(KafkaTopics.class));
    }

    /** A topic of each type, with a message of each of its values. */
    static TypedSource typed(List<NativeType> plain) throws Exception {
        KafkaTopics topics = make();
        List<NativeType> types =
                plain.stream().map(type -> type.prefixed(topics.prefix)).toList();
        Map<String, Map<String, ?>> settings = new LinkedHashMap<>();
        Map<String, MessageForm> forms = new LinkedHashMap<>();
        List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
        for (NativeType type : NativeType.withSingles(types)) {
            MessageType message = new MessageType(type.declared());
            settings.put(type.table(), message.settings("value_format"));
            forms.put(type.table(), message.form());
            for (String value : type.values()) {
                messages.add(new ProducerRecord<>(type.table(), message.message(value)));
            }
        }
        topics.create(forms.keySet(), 1);
        topics.send(messages);
        Place place = topics.place(settings, forms);
        // What replaces what was there it has not: a topic is a log.
        return new TypedSource(place, types, "mode: incremental", "mode: incremental");
    }

    /**
     * The topics as a place to read from.
     *
     * @param settings of each topic, by its name, as the connector has them
     * @param forms what the messages of each carry
     */
    Place place(Map<String, ? extends Map<String, ?>> settings, Map<String, MessageForm> forms) {
        Map<String, ?> config =
                Map.of("bootstrap_servers", bootstrap, "topics", List.of(prefix + "*"), "streams", settings);
        return new Place(
                Engine.connection("kafka", config), new KafkaMessages(bootstrap, forms), null, "%s", Optional.empty());
    }

    void create(Iterable<String> names, int partitions) throws Exception {
        List<NewTopic> wanted = new ArrayList<>();
        names.forEach(name -> wanted.add(new NewTopic(name, Optional.of(partitions), Optional.empty())));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(wanted).all().get();
        }
    }

    private void send(List<ProducerRecord<byte[], byte[]>> messages) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            messages.forEach(message -> sent.add(producer.send(message)));
            for (Future<?> one : sent) {
                one.get();
            }
        }
    }
}
