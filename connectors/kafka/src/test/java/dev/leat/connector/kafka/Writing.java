package dev.leat.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.Feed;
import dev.leat.testkit.Invocation;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/** The connector as it writes topics, with a configuration of the test's choice, and the messages as they then lie there. */
record Writing(Topics topics, Map<String, Object> config) {
    static Writing of(Topics topics) {
        return new Writing(
                topics,
                Map.of(
                        "bootstrap_servers",
                        topics.bootstrap(),
                        "topic_template",
                        topics.prefix() + "{stream}",
                        "transactional_id_prefix",
                        topics.prefix(),
                        "topic_partitions",
                        3,
                        "timeout_seconds",
                        20));
    }

    Writing with(String key, Object value) {
        return new Writing(topics, Topics.with(config, key, value));
    }

    /** A stream of a number, its RID, and a text. */
    static StreamChoice stream(String name, boolean unique, String... key) {
        return StreamChoice.of(StreamSchema.of(
                                StreamDescriptor.of(name),
                                List.of(Column.required("id", Type.INT64), Column.of("label", Type.TEXT)))
                        .withKey(key))
                .incremental("id", unique);
    }

    static Feed feed(StreamChoice choice, int... ids) {
        Feed feed = new Feed();
        for (int id : ids) {
            feed.row(choice.stream(), "{\"id\":" + id + ",\"label\":\"row " + id + "\"}");
        }
        return ids.length == 0 ? feed : feed.rid(choice.stream(), "id", IntNode.valueOf(ids[ids.length - 1]));
    }

    Invocation writing(StreamChoice... choices) {
        return Topics.CONNECTOR.invoke("write").config(config).catalog(StreamChoice.catalog(choices));
    }

    Outcome rid(StreamChoice choice) throws Exception {
        return Topics.CONNECTOR
                .invoke("rid")
                .config(config)
                .catalog(StreamChoice.catalog(choice))
                .run();
    }

    /** What {@code rid} answers, as text; "none" if it answers nothing. */
    String last(StreamChoice choice) throws Exception {
        Outcome outcome = rid(choice);
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        List<StateMessage> states = outcome.states();
        return states.isEmpty()
                ? "none"
                : states.getFirst().streamState().at("/rid/value").toString();
    }

    /** Writes rows as a run does: asks first, and then goes on from there. */
    Outcome next(StreamChoice choice, int... ids) throws Exception {
        return writing(choice)
                .state(rid(choice).states())
                .input(feed(choice, ids).complete(choice.stream()))
                .run();
    }

    void wrote(StreamChoice choice, int... ids) throws Exception {
        Outcome outcome = next(choice, ids);
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
    }

    /** The messages of a topic that are committed, by their partitions and offsets. */
    List<ConsumerRecord<String, String>> messages(String topic) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", topics.bootstrap());
        settings.put("isolation.level", "read_committed");
        settings.put("fetch.max.wait.ms", 10);
        List<ConsumerRecord<String, String>> messages = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topics.name(topic)).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(50)).forEach(messages::add);
            }
        }
        return messages;
    }

    List<String> values(String topic) {
        return messages(topic).stream().map(ConsumerRecord::value).sorted().toList();
    }

    static String header(ConsumerRecord<?, ?> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    static ObjectNode json(String text) {
        return (ObjectNode) dev.leat.protocol.Json.parse(text);
    }
}
