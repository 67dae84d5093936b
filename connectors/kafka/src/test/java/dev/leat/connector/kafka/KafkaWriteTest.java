package dev.leat.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.Feed;
import dev.leat.testkit.LiveRun;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.IntNode;

/** Messages as they lie in the topic, and what the ends of topics tell. */
class KafkaWriteTest {
    private static Topics topics;
    private static Writing writing;

    @BeforeAll
    static void start() {
        topics = Topics.of(KafkaWriteTest.class);
        writing = Writing.of(topics);
    }

    private KafkaProducer<byte[], byte[]> transactional(String id) {
        KafkaProducer<byte[], byte[]> producer =
                topics.producer(Map.of("transactional.id", "others-" + topics.name(id)));
        producer.initTransactions();
        return producer;
    }

    @Test
    void aRowIsAMessage() throws Exception {
        StreamChoice one = Writing.stream("single", true, "id");
        writing.wrote(one, 7);
        ConsumerRecord<String, String> message = writing.messages("single").getFirst();
        assertThat(message.key()).isEqualTo("7");
        assertThat(message.value()).isEqualTo("{\"id\":7,\"label\":\"row 7\"}");
        assertThat(Writing.header(message, "leat-rid")).isEqualTo("{\"id\":7}");
        assertThat(Writing.header(message, "leat-sync-id"))
                .isEqualTo(one.wire().syncId().toString());
        assertThat(Instant.parse(Writing.header(message, "leat-synced-at")))
                .isBetween(Instant.now().minusSeconds(600), Instant.now());

        StreamChoice composite = Writing.stream("composite", true, "label", "id");
        writing.wrote(composite, 7);
        assertThat(writing.messages("composite").getFirst().key()).isEqualTo("{\"label\":\"row 7\",\"id\":7}");

        StreamChoice bare = Writing.stream("bare", true).withoutTechnicalColumns();
        writing.wrote(bare, 7);
        ConsumerRecord<String, String> plain = writing.messages("bare").getFirst();
        assertThat(plain.key()).isNull();
        assertThat(plain.headers()).map(Header::key).containsExactly("leat-rid");
    }

    @Test
    void namespacesAreAPartOfTheName() throws Exception {
        StreamChoice choice = StreamChoice.of(
                StreamSchema.of(new StreamDescriptor("orders", "sales"), List.of(Column.of("id", Type.INT64))));
        Writing other = writing.with("topic_template", topics.prefix() + "{name}-of-{namespace}");
        Feed feed = new Feed().row(choice.stream(), "{\"id\":1}").state(choice.stream(), Writing.json("{\"a\":1}"));
        Outcome outcome =
                other.writing(choice).input(feed.complete(choice.stream())).run();
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        assertThat(writing.values("orders-of-sales")).containsExactly("{\"id\":1}");
    }

    @Test
    void namesThatCannotBeAreRefused() throws Exception {
        StreamChoice illegal = Writing.stream("no/topic", true);
        Reading.refused(writing.next(illegal, 1), 2, "no/topic", "topic_template");
        StreamChoice dotted = Writing.stream("dot.ted", true);
        StreamChoice underscored = Writing.stream("dot_ted", true);
        Outcome shared = writing.writing(dotted, underscored)
                .input(Writing.feed(dotted, 1)
                        .rid(underscored.stream(), "id", IntNode.valueOf(1))
                        .complete(dotted.stream())
                        .complete(underscored.stream()))
                .run();
        Reading.refused(shared, 2, "dot.ted", "dot_ted");
        Outcome one = writing.with("topic_template", topics.name("all"))
                .writing(dotted, underscored)
                .input(Writing.feed(dotted, 1).complete(dotted.stream()).complete(underscored.stream()))
                .run();
        Reading.refused(one, 2, "share the topic", topics.name("all"));
    }

    @Test
    void topicsAreMadeAsToldOrNotAtAll() throws Exception {
        StreamChoice choice = Writing.stream("made", true);
        Reading.refused(writing.with("create_topics", false).next(choice, 1), 2, topics.name("made"), "create_topics");
        Reading.refused(
                writing.with("topic_config", Map.of("cleanup.polcy", "compact")).next(choice, 1), 2, "cleanup.polcy");
        Reading.refused(writing.with("replication_factor", 3).next(choice, 1), 2, topics.name("made"), "eplication");
        Writing compacting = writing.with("topic_config", Map.of("cleanup.policy", "compact"));
        Reading.refused(compacting.next(choice, 1), 2, "made", "no key", "compact");
        StreamChoice keyed = Writing.stream("made", true, "id");
        compacting.wrote(keyed, 1);
        writing.with("create_topics", false).wrote(keyed, 2);
        assertThat(writing.messages("made")).hasSize(2);
    }

    @Test
    void messagesOfOthersAreNotTheTopicsEnd() throws Exception {
        StreamChoice choice = Writing.stream("mixed", true);
        writing.wrote(choice, 1, 2, 3);
        String[] foreign = new String[200];
        java.util.Arrays.fill(foreign, "others");
        for (int p = 0; p < 3; p++) {
            topics.send("mixed", p, foreign);
        }
        try (KafkaProducer<byte[], byte[]> producer = transactional("aborting")) {
            producer.beginTransaction();
            for (int i = 0; i < 500; i++) {
                var message = topics.message("mixed", i % 3, null, "aborted");
                message.headers().add("leat-rid", Topics.bytes("{\"id\":99}"));
                Topics.post(producer, message);
            }
            producer.flush();
            producer.abortTransaction();
        }
        assertThat(writing.last(choice)).isEqualTo("3");
        writing.wrote(choice, 4);
        assertThat(writing.last(choice)).isEqualTo("4");
    }

    @Test
    void whatRetentionHasRemovedIsToldOf() throws Exception {
        StreamChoice choice = Writing.stream("expired", true);
        writing.with("topic_partitions", 1).wrote(choice, 1, 2, 3);
        assertThat(writing.last(choice)).isEqualTo("3");
        topics.cut("expired", 0, 2);
        assertThat(writing.last(choice)).isEqualTo("3");
        topics.cut("expired", 0, -1);
        Outcome outcome = writing.rid(choice);
        assertThat(outcome.states()).isEmpty();
        assertThat(Reading.warnings(outcome)).contains(topics.name("expired"), "4 messages", "retention");
    }

    @Test
    void theRidOfAnotherColumnIsRefused() throws Exception {
        StreamChoice choice = Writing.stream("recolumned", true);
        writing.wrote(choice, 1, 2);
        StreamChoice other = choice.incremental("label", true);
        Reading.refused(writing.rid(other), 2, "recolumned", "{\"id\":", "\"label\"");
    }

    @Test
    void aRowThatIsTooLargeIsNamedBeforeItIsSent() throws Exception {
        StreamChoice choice = Writing.stream("large", true, "id");
        Feed feed = new Feed()
                .row(choice.stream(), "{\"id\":1,\"label\":\"x\"}")
                .row(choice.stream(), "{\"id\":4711,\"label\":\"" + "0123456789".repeat(5_000) + "\"}")
                .rid(choice.stream(), "id", IntNode.valueOf(4711))
                .complete(choice.stream());
        Writing small = writing.with("topic_config", Map.of("max.message.bytes", "40000"));
        Outcome outcome = small.writing(choice).input(feed).run();
        Reading.refused(outcome, 4, "large", "id = 4711", "40000", "max.message.bytes");
        assertThat(writing.messages("large")).isEmpty();
    }

    /** Two streams, one commit: a reader sees both or none. */
    @Test
    void aCommitIsOneTransactionOverAllStreams() throws Exception {
        StreamChoice one = Writing.stream("both.one", true);
        StreamChoice two = Writing.stream("both.two", true);
        try (LiveRun live = writing.writing(one, two).state(List.of()).start()) {
            live.send(Writing.feed(one, 1, 2)).send(Writing.feed(two, 1)).awaitSent();
            live.send(new Feed().complete(one.stream())).awaitState("the commit that the end of a stream brings");
            assertThat(writing.messages("both.one")).hasSize(2);
            assertThat(writing.messages("both.two")).hasSize(1);
            live.send(Writing.feed(two, 2)).awaitSent();
            assertThat(writing.messages("both.two")).hasSize(1);
            live.send(new Feed().complete(two.stream())).closeInput();
            assertThat(live.awaitExit().exitCode()).isZero();
        }
        assertThat(writing.messages("both.two")).hasSize(2);
    }

    /** It may hide what a run has committed after it began: without it nobody knows how far the topic is. */
    @Test
    void aTransactionOfAnotherProgramIsWaitedFor() throws Exception {
        StreamChoice choice = Writing.stream("hidden", true);
        writing.wrote(choice, 1);
        try (KafkaProducer<byte[], byte[]> producer = transactional("hiding")) {
            producer.beginTransaction();
            Topics.post(producer, topics.message("hidden", 0, null, "open"));
            Topics.post(producer, topics.message("hidden", 1, null, "open"));
            Topics.post(producer, topics.message("hidden", 2, null, "open"));
            producer.flush();
            Outcome refused = writing.with("timeout_seconds", 2).rid(choice);
            Reading.refused(refused, 3, topics.name("hidden"), "others-" + topics.name("hiding"));
            Thread ending = Thread.ofPlatform().start(() -> {
                java.util.concurrent.locks.LockSupport.parkNanos(
                        Duration.ofMillis(300).toNanos());
                producer.commitTransaction();
            });
            assertThat(writing.last(choice)).isEqualTo("1");
            ending.join();
        }
    }

    /** What a killed run left open would keep every reader from what follows, for as long as the broker waits. */
    @Test
    void theTransactionOfAKilledRunIsEndedByTheNextQuestion() throws Exception {
        StreamChoice choice = Writing.stream("killed", true);
        writing.wrote(choice, 1, 2);
        StringBuilder much = new StringBuilder();
        for (int i = 3; i < 20_000; i++) {
            much.append(row(choice, i));
        }
        try (LiveRun live = Topics.CONNECTOR
                .asProcess()
                .invoke("write")
                .config(writing.config())
                .catalog(StreamChoice.catalog(choice))
                .state(writing.rid(choice).states())
                .start()) {
            live.send(much.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            awaitUncommitted("killed");
            live.kill();
        }
        long began = System.nanoTime();
        assertThat(writing.last(choice)).isEqualTo("2");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        writing.wrote(choice, 3, 4);
        assertThat(writing.messages("killed")).hasSize(4);
    }

    private static String row(StreamChoice choice, int id) {
        return "{\"type\":\"RECORD\",\"record\":{\"stream\":\""
                + choice.stream().name() + "\",\"data\":{\"id\":" + id + ",\"label\":\"" + "x".repeat(100)
                + "\"},\"emitted_at\":1}}\n";
    }

    /** Until messages are in the topic that no reader of what is committed sees. */
    private void awaitUncommitted(String topic) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try (Admin admin = topics.admin()) {
            while (end(admin, topic, IsolationLevel.READ_COMMITTED)
                    == end(admin, topic, IsolationLevel.READ_UNCOMMITTED)) {
                assertThat(System.nanoTime()).as("until something is open").isLessThan(deadline);
            }
        }
    }

    private static long end(Admin admin, String topic, IsolationLevel isolation) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int p = 0; p < 3; p++) {
            latest.put(new TopicPartition(topics.name(topic), p), OffsetSpec.latest());
        }
        return admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }
}
