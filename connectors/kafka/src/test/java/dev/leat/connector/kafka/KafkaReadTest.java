package dev.leat.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What lies in topics beside messages that are there and right. */
class KafkaReadTest {
    private static Topics topics;
    private static Reading reading;

    @BeforeAll
    static void start() {
        topics = Topics.of(KafkaReadTest.class);
        reading = Reading.of(topics);
    }

    private KafkaProducer<byte[], byte[]> transactional(String id) {
        KafkaProducer<byte[], byte[]> producer = topics.producer(Map.of("transactional.id", topics.name(id)));
        producer.initTransactions();
        return producer;
    }

    @Test
    void aMessageHasAllItCarries() throws Exception {
        topics.make("carried", 1);
        var message = new ProducerRecord<>(
                topics.name("carried"),
                0,
                1_795_000_000_123L,
                Topics.bytes("käse"),
                Topics.bytes("{\"a\": 1.10,\r\n \"b\": [true, null] }"));
        message.headers().add("one", Topics.bytes("1"));
        message.headers().add("raw", new byte[] {(byte) 0xff});
        message.headers().add("two", Topics.bytes("a\""));
        message.headers().add("two", null);
        var bare = new ProducerRecord<byte[], byte[]>(topics.name("carried"), 0, 1_795_000_001_000L, null, null);
        topics.send(List.of(message, bare));
        assertThat(Reading.rows(reading.read("carried")).stream().map(Object::toString))
                .containsExactly(
                        "{\"partition\":0,\"offset\":0,\"timestamp\":\"2026-11-18T11:06:40.123Z\",\"key\":\"käse\","
                                + "\"value\":{\"a\":1.10,\"b\":[true,null]},\"headers\":{\"one\":\"1\","
                                + "\"raw\":{\"base64\":\"/w==\"},\"two\":[\"a\\\"\",null]}}",
                        "{\"partition\":0,\"offset\":1,\"timestamp\":\"2026-11-18T11:06:41Z\",\"key\":null,"
                                + "\"value\":null,\"headers\":{}}");
    }

    @Test
    void keysAndValuesAreWhatTheConfigurationSays() throws Exception {
        topics.make("formats", 1);
        topics.send(List.of(topics.message("formats", 0, "{\"id\":7}", "not json")));
        Reading other = reading.stream("formats", Map.of("key_format", "json", "value_format", "bytes"));
        assertThat(Reading.column(other.read("formats"), "key")).containsExactly("{\"id\":7}");
        assertThat(Reading.column(other.read("formats"), "value")).containsExactly("\"bm90IGpzb24=\"");
        Reading text = reading.with("value_format", "text");
        assertThat(Reading.column(text.read("formats"), "value")).containsExactly("\"not json\"");
    }

    @Test
    void fieldsBecomeColumns() throws Exception {
        topics.make("fields", 1);
        topics.send(
                "fields",
                0,
                "{\"id\":1,\"at\":\"2026-11-20T13:45:00+01:00\",\"n\":\"12.50\",\"t\":\"a\\u00e4\",\"x\":{\"y\":[1, 2]}}",
                "{\"x\":null,\"id\":9223372036854775807,\"t\":5,\"id2\":3,\"i\\u0064\":2}",
                "[1]",
                "null");
        Reading typed = reading.stream(
                "fields",
                Map.of(
                        "columns",
                        Map.of("id", "int64", "moment", "timestamptz", "n", "decimal(10,2)", "t", "text", "x", "json"),
                        "fields",
                        Map.of("moment", "at")));
        Outcome outcome = typed.read("fields");
        assertThat(Reading.column(outcome, "id")).containsExactly("1", "2", "", "");
        assertThat(Reading.column(outcome, "moment")).containsExactly("\"2026-11-20T12:45:00Z\"", "", "", "");
        assertThat(Reading.column(outcome, "n")).containsExactly("12.50", "", "", "");
        assertThat(Reading.column(outcome, "t")).containsExactly("\"aä\"", "\"5\"", "", "");
        assertThat(Reading.column(outcome, "x")).containsExactly("{\"y\":[1,2]}", "null", "", "");
    }

    @Test
    void aBadMessageIsNamedOrSkippedAndCounted() throws Exception {
        topics.make("bad", 1);
        topics.send("bad", 0, "{\"id\":1}", "{\"id\":", "{\"id\":\"x\"}", "{\"id\":4}", "");
        Reading plain = reading.stream("bad", Map.of("columns", Map.of("id", "int64")));
        Reading.refused(plain.read("bad"), 4, topics.name("bad"), "partition 0, offset 1", "JSON", "on_bad_record");
        Reading skipping = plain.with("on_bad_record", "skip");
        Outcome outcome = skipping.read("bad");
        assertThat(Reading.column(outcome, "offset")).containsExactly("0", "3");
        assertThat(Reading.warnings(outcome))
                .contains(
                        "3 messages", "offset 1:", "offset 2: its field for column \"id\" is \"x\", which is no int64");
        // Whoever takes no part of a value is not held up by it.
        assertThat(reading.invocation(plain.choice("bad").columns(List.of("partition", "offset")))
                        .run()
                        .exitCode())
                .isZero();
    }

    @Test
    void whatIsNoUtf8IsBad() throws Exception {
        topics.make("bytes", 1);
        topics.send(List.of(new ProducerRecord<>(topics.name("bytes"), 0, null, new byte[] {'"', (byte) 0xc3, '"'})));
        Reading.refused(reading.read("bytes"), 4, "offset 0", "UTF-8");
        Reading.refused(reading.with("value_format", "text").read("bytes"), 4, "offset 0", "UTF-8");
    }

    @Test
    void transactionsCountWhenTheyAreCommitted() throws Exception {
        topics.make("transactions", 1);
        try (KafkaProducer<byte[], byte[]> producer = transactional("t")) {
            for (boolean commit : new boolean[] {true, false, true}) {
                producer.beginTransaction();
                for (int i = 0; i < 3; i++) {
                    Topics.post(producer, topics.message("transactions", 0, null, String.valueOf(commit)));
                }
                if (commit) {
                    producer.commitTransaction();
                } else {
                    producer.flush();
                    producer.abortTransaction();
                }
            }
            // Between them lie the aborted ones, and a marker at the end of each.
            assertThat(Reading.column(reading.read("transactions"), "offset"))
                    .containsExactly("0", "1", "2", "8", "9", "10");
            producer.beginTransaction();
            Topics.post(producer, topics.message("transactions", 0, null, "\"open\""));
            producer.flush();
            Outcome meanwhile = reading.read("transactions");
            assertThat(Reading.column(meanwhile, "value")).hasSize(6);
            producer.commitTransaction();
            assertThat(Reading.column(reading.readOn("transactions", meanwhile), "value"))
                    .containsExactly("\"open\"");
        }
    }

    /** A topic that ends in what was aborted is read to its end all the same. */
    @Test
    void anAbortedEndIsAnEnd() throws Exception {
        topics.make("aborted", 2);
        try (KafkaProducer<byte[], byte[]> producer = transactional("a")) {
            producer.beginTransaction();
            Topics.post(producer, topics.message("aborted", 0, null, "1"));
            producer.flush();
            producer.abortTransaction();
        }
        assertThat(Reading.column(reading.read("aborted"), "value")).isEmpty();
    }

    @Test
    void partitionsThatComeLaterAreReadFromTheirStart() throws Exception {
        topics.make("grown", 1);
        topics.send("grown", 0, "1", "2");
        Outcome before = reading.read("grown");
        assertThat(Reading.column(before, "value")).containsExactly("1", "2");
        try (Admin admin = topics.admin()) {
            admin.createPartitions(Map.of(topics.name("grown"), NewPartitions.increaseTo(12)))
                    .all()
                    .get();
            while (admin.describeTopics(List.of(topics.name("grown")))
                            .allTopicNames()
                            .get()
                            .get(topics.name("grown"))
                            .partitions()
                            .size()
                    < 12) {
                Thread.onSpinWait();
            }
        }
        for (int p = 1; p < 12; p++) {
            topics.send("grown", p, "10" + p);
        }
        assertThat(Reading.column(reading.readOn("grown", before), "value"))
                .hasSize(11)
                .contains("101", "1011");
    }

    @Test
    void whatIsGoneBeforeItWasReadIsToldOf() throws Exception {
        topics.make("cut", 1);
        topics.send("cut", 0, "0", "1", "2", "3", "4", "5");
        topics.cut("cut", 0, 4);
        assertThat(Reading.column(reading.read("cut"), "value")).containsExactly("4", "5");
        assertThat(Reading.column(reading.readFrom("cut", "{\"0\":3}"), "value"))
                .containsExactly("4", "5");
        Reading.refused(
                reading.readFrom("cut", "{\"0\":1}"),
                4,
                topics.name("cut"),
                "offsets 2 to 3 of partition 0",
                "on_lost_offsets");
        Outcome skipped = reading.with("on_lost_offsets", "skip").readFrom("cut", "{\"0\":1}");
        assertThat(Reading.column(skipped, "value")).containsExactly("4", "5");
        assertThat(Reading.warnings(skipped)).contains(topics.name("cut"), "offsets 2 to 3 of partition 0");
    }

    @Test
    void anotherTopicOfTheSameNameIsRefused() throws Exception {
        topics.make("again", 2);
        topics.send("again", 0, "1", "2", "3");
        Outcome before = reading.read("again");
        try (Admin admin = topics.admin()) {
            admin.deleteTopics(List.of(topics.name("again"))).all().get();
            while (admin.listTopics().names().get().contains(topics.name("again"))) {
                Thread.onSpinWait();
            }
        }
        topics.make("again", 2);
        topics.send("again", 0, "1");
        Reading.refused(reading.readOn("again", before), 2, topics.name("again"), "partition 0", "made again");
        Reading.refused(reading.readFrom("again", "{\"0\":0,\"7\":3}"), 2, topics.name("again"), "partition 7");
    }

    /** Bounded: a topic that grows as fast as it is read has an end nevertheless. */
    @Test
    void aReadEndsWhereTheTopicEndedWhenItBegan() throws Exception {
        topics.make("growing", 1);
        topics.send("growing", 0, "1", "2");
        try (KafkaProducer<byte[], byte[]> producer = topics.producer(Map.of("linger.ms", 0))) {
            Thread writer = Thread.ofPlatform().daemon().start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    Topics.post(producer, topics.message("growing", 0, null, "3"));
                }
            });
            Outcome outcome = reading.read("growing");
            writer.interrupt();
            assertThat(writer.join(Duration.ofSeconds(10))).isTrue();
            assertThat(Reading.column(outcome, "offset")).startsWith("0", "1");
        }
    }

    @Test
    void timeIsNoOrder() throws Exception {
        topics.make("timed", 1);
        topics.send("timed", 0, "1");
        Outcome outcome = reading.invocation(reading.choice("timed").incremental("timestamp", false))
                .run();
        Reading.refused(outcome, 2, topics.name("timed"), "timestamp", "offset");
    }
}
