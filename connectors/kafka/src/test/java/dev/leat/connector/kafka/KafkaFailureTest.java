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
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Brokers and topics that go away half-way. */
class KafkaFailureTest {
    private static final int TIMEOUT_SECONDS = 5;
    /** A broker takes its time to start on a busy machine. */
    private static final int PATIENCE_SECONDS = 240;
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
    void aBrokerThatComesBackInTimeIsReadOn() throws Exception {
        try (KafkaServer.Broker broker = KafkaServer.nativeOne(Map.of())) {
            Topics topics = new Topics(broker.bootstrap(), "");
            fill(topics, "events");
            Reading reading = Reading.of(topics).with("timeout_seconds", PATIENCE_SECONDS);
            StreamChoice choice = reading.choice("events");
            try (LiveRun live = reading(reading, choice)) {
                try (KafkaServer.Broker again = broker.restarted()) {
                    live.listen();
                    Outcome outcome = live.awaitExit();
                    assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
                    List<ObjectNode> rows = outcome.rows(choice.stream());
                    assertThat(rows).hasSize(MESSAGES);
                    for (int i = 0; i < MESSAGES; i++) {
                        assertThat(rows.get(i).path("offset").asInt()).isEqualTo(i);
                    }
                    assertThat(again.process().isAlive()).isTrue();
                }
            }
        }
    }

    /** Rows are under way when it goes, and more are sent while it is away. */
    @Test
    void aBrokerThatComesBackInTimeIsWrittenOn() throws Exception {
        try (KafkaServer.Broker broker = KafkaServer.nativeOne(Map.of())) {
            Topics topics = new Topics(broker.bootstrap(), "");
            Writing writing = Writing.of(topics)
                    .with("timeout_seconds", PATIENCE_SECONDS)
                    .with("transactional_id_prefix", "leat");
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
                try (KafkaServer.Broker again = broker.restarted()) {
                    Outcome outcome = live.awaitExit();
                    assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
                    assertThat(outcome.states()).as("echoes").hasSize(2);
                    assertThat(writing.messages("orders")).as("each once").hasSize(4);
                    assertThat(writing.last(choice)).isEqualTo("4");
                    assertThat(again.process().isAlive()).isTrue();
                }
            }
        }
    }

    @Test
    void aTopicThatIsNotThereIsNamed() throws Exception {
        Topics topics = Topics.of(getClass());
        topics.make("orders", 1);
        topics.send("orders", 0, "1");
        Reading reading = Reading.of(topics);
        StreamChoice orders = reading.choice("orders");
        Reading misnamed = reading.with("topics", List.of(topics.name("order")));
        String known = "did you mean \"" + topics.name("orders") + "\"?";
        Reading.refused(
                misnamed.invocation(orders).run(),
                2,
                "topics names \"" + topics.name("order") + "\", and the broker has no such topic",
                known);
        StreamChoice absent = orders.renamed(topics.name("order"));
        Outcome outcome = Topics.CONNECTOR
                .invoke("read")
                .config(reading.config())
                .catalog(StreamChoice.catalog(absent, orders))
                .run();
        Reading.refused(outcome, 2, "there is no topic for stream \"" + topics.name("order") + "\"", known);
        assertThat(outcome.rows(orders.stream())).as("the other stream").hasSize(1);
        assertThat(outcome.statuses(absent.stream())).endsWith(Status.INCOMPLETE);
        Writing writing = Writing.of(topics).with("create_topics", false);
        StreamChoice unmade = Writing.stream("unmade", true);
        Reading.refused(writing.next(unmade, 1), 2, topics.name("unmade"), "create_topics");
        try (Admin admin = topics.admin()) {
            assertThat(admin.listTopics().names().get()).doesNotContain(topics.name("unmade"), topics.name("order"));
        }
    }

    /** No broker of that age can be had; these are the client's words about one. */
    @Test
    void aBrokerThatIsTooOldIsToldApart() {
        for (String said : List.of(
                "The broker does not support DESCRIBE_TOPIC_PARTITIONS",
                "The node does not support INIT_PRODUCER_ID with version in range [4,5]. The supported range is [0,1].")) {
            RuntimeException sorted = KafkaFailure.of(
                    "connect to kafka:9092",
                    new java.util.concurrent.ExecutionException(
                            new org.apache.kafka.common.errors.UnsupportedVersionException(said)));
            assertThat(sorted)
                    .hasMessage("cannot connect to kafka:9092: " + said.replaceFirst("\\.$", "")
                            + ". The broker is too old: Leat needs Kafka 3.0 or newer")
                    .extracting(refused -> ((dev.leat.protocol.ConnectorException) refused).kind())
                    .isEqualTo(dev.leat.protocol.ConnectorException.Kind.CONFIG);
        }
    }

    /** Seen once in five runs whose broker was killed: it depends on which of two clocks runs out first. */
    @Test
    void aProducerThatGivesUpMayBeRunAgain() {
        KafkaException gaveUp = new KafkaException("The client hasn't received acknowledgment for some previously sent"
                + " messages and can no longer retry them. It is safe to abort the transaction and continue.");
        RuntimeException sorted = KafkaFailure.of("write to topic \"a\"", new KafkaException("Cannot execute", gaveUp));
        assertThat(sorted)
                .hasMessageStartingWith("cannot write to topic \"a\": The client hasn't received acknowledgment")
                .hasMessageEndingWith("continue. Check that the brokers run, and run again")
                .extracting(refused -> ((dev.leat.protocol.ConnectorException) refused).kind())
                .isEqualTo(dev.leat.protocol.ConnectorException.Kind.TRANSIENT);
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
