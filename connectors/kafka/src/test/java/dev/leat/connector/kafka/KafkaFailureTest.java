package dev.leat.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.TraceMessage.Status;
import dev.leat.testkit.Feed;
import dev.leat.testkit.KafkaServer;
import dev.leat.testkit.LiveRun;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Brokers and topics that go away half-way. */
class KafkaFailureTest {
    private static final int TIMEOUT_SECONDS = 5;
    /** More than pipe and client hold. */
    private static final int MESSAGES = 150_000;

    private static void fill(Topics topics, String topic) throws Exception {
        topics.make(topic, 1);
        String value = "{\"t\":\"" + "payload ".repeat(40) + "\"}";
        List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            messages.add(topics.message(topic, 0, null, value));
        }
        topics.send(messages);
    }

    private static LiveRun reading(Reading reading, StreamChoice choice) throws Exception {
        return Topics.CONNECTOR
                .asProcess()
                .invoke("read")
                .config(reading.config())
                .catalog(StreamChoice.catalog(choice))
                .startUnheard()
                .awaitUnheard(4096);
    }

    private static void failed(Outcome outcome, StreamChoice choice, int exitCode, String... words) {
        Reading.refused(outcome, exitCode, words);
        assertThat(outcome.statuses(choice.stream())).endsWith(Status.INCOMPLETE);
        assertThat(outcome.rows(choice.stream())).hasSizeLessThan(MESSAGES);
        assertThat(outcome.states(choice.stream())).isNotEmpty();
    }

    @Test
    void aTopicThatIsDeletedHalfWayIsToldOf() throws Exception {
        Topics topics = Topics.of(getClass());
        fill(topics, "deleted");
        Reading reading = Reading.of(topics);
        StreamChoice choice = reading.choice("deleted");
        try (LiveRun live = reading(reading, choice)) {
            try (Admin admin = topics.admin()) {
                admin.deleteTopics(List.of(topics.name("deleted"))).all().get();
            }
            failed(live.awaitExit(), choice, 2, topics.name("deleted"), "was deleted while it was being read");
        }
    }

    @Test
    void aBrokerThatGoesAwayWhileItIsReadMayComeBack() throws Exception {
        try (KafkaServer.Broker broker = KafkaServer.nativeOne(Map.of())) {
            Topics topics = new Topics(broker.bootstrap(), "");
            fill(topics, "events");
            Reading reading = Reading.of(topics).with("timeout_seconds", TIMEOUT_SECONDS);
            StreamChoice choice = reading.choice("events");
            try (LiveRun live = reading(reading, choice)) {
                broker.process().destroyForcibly().waitFor();
                long began = System.nanoTime();
                failed(live.awaitExit(), choice, 3, "events", broker.bootstrap());
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
            }
        }
    }

    @Test
    void aBrokerThatGoesAwayWhileItIsWrittenMayComeBack() throws Exception {
        try (KafkaServer.Broker broker = KafkaServer.nativeOne(Map.of())) {
            Topics topics = new Topics(broker.bootstrap(), "");
            Writing writing =
                    Writing.of(topics).with("timeout_seconds", TIMEOUT_SECONDS).with("transactional_id_prefix", "leat");
            StreamChoice choice = Writing.stream("orders", true);
            try (LiveRun live = Topics.CONNECTOR
                    .with("LEAT_COMMIT_BYTES", "1")
                    .invoke("write")
                    .config(writing.config())
                    .catalog(StreamChoice.catalog(choice))
                    .start()) {
                live.send(Writing.feed(choice, 1, 2)).awaitState("the first echo");
                broker.process().destroyForcibly().waitFor();
                live.send(Writing.feed(choice, 3, 4))
                        .send(new Feed().complete(choice.stream()))
                        .closeInput();
                Outcome outcome = live.awaitExit();
                Reading.refused(outcome, 3, broker.bootstrap());
                assertThat(outcome.states()).as("echoes").hasSize(1);
            }
        }
    }
}
