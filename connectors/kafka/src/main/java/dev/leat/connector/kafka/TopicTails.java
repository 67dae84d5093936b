package dev.leat.connector.kafka;

import dev.leat.protocol.ConnectorException;
import dev.leat.row.RidOrder;
import dev.leat.sdk.Log;
import dev.leat.sdk.WritePlan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.JsonNode;

/**
 * What the ends of a topic's partitions tell: the RID of the last message that a run has committed. Rows come in the order
 * of their RID, and a commit takes in all partitions, so that the greatest of the partitions' last RIDs is the topic's.
 */
final class TopicTails {
    private static final Duration POLL = Duration.ofMillis(200);
    /** The first look goes so far back; where it finds nothing, the next goes further. */
    private static final int FIRST_MESSAGES = 64;

    private static final int FURTHER = 8;
    private static final int MESSAGES_MAX = 1 << 20;
    private static final int TOGETHER_MAX = 8;

    private final KafkaConfig config;
    private final Cluster cluster;
    private final OpenTransactions open;
    private final KafkaConsumer<byte[], byte[]> consumer;

    TopicTails(KafkaConfig config, Cluster cluster, OpenTransactions open, KafkaConsumer<byte[], byte[]> consumer) {
        this.config = config;
        this.cluster = cluster;
        this.open = open;
        this.consumer = consumer;
    }

    /** One partition, gone through from its end to its beginning. */
    private static final class Tail {
        final long begin;
        /** What lies from here on was seen. */
        long from;

        long step = FIRST_MESSAGES;
        boolean done;

        Tail(long begin, long end) {
            this.begin = begin;
            this.from = end;
        }
    }

    /** The RID of the last row; empty if no message of a run with RIDs is left. */
    Optional<JsonNode> last(String topic, WritePlan plan) {
        RidOrder order = RidOrder.of(plan.rid().orElseThrow().type());
        JsonNode[] greatest = {null};
        Map<TopicPartition, Tail> tails = tails(topic);
        backwards(topic, tails, message -> {
            Optional<JsonNode> rid = RidHeader.read(message.headers(), topic, plan);
            rid.ifPresent(value -> {
                tails.get(new TopicPartition(topic, message.partition())).done = true;
                if (greatest[0] == null || order.compare(value, greatest[0]) > 0) {
                    greatest[0] = value;
                }
            });
        });
        if (greatest[0] == null) {
            warnIfCut(topic, tails);
        }
        return Optional.ofNullable(greatest[0]);
    }

    /** The rows that have the last RID, as the topic has them, and how often. */
    Map<String, Integer> boundary(String topic, WritePlan plan, JsonNode last) {
        RidOrder order = RidOrder.of(plan.rid().orElseThrow().type());
        Map<String, Integer> rows = new HashMap<>();
        Map<TopicPartition, Tail> tails = tails(topic);
        backwards(topic, tails, message -> {
            Optional<JsonNode> rid = RidHeader.read(message.headers(), topic, plan);
            if (rid.isEmpty()) {
                return;
            }
            if (order.compare(rid.get(), last) < 0) {
                tails.get(new TopicPartition(topic, message.partition())).done = true;
            } else if (message.value() != null) {
                rows.merge(new String(message.value(), StandardCharsets.UTF_8), 1, Integer::sum);
            }
        });
        return rows;
    }

    private Map<TopicPartition, Tail> tails(String topic) {
        List<TopicPartition> partitions =
                cluster.topic(topic).map(Cluster::partitions).orElse(List.of());
        Map<TopicPartition, Long> ends = open.settled(partitions);
        Map<TopicPartition, Long> begins = cluster.begins(partitions);
        Map<TopicPartition, Tail> tails = new LinkedHashMap<>();
        for (TopicPartition partition : partitions) {
            tails.put(partition, new Tail(begins.get(partition), ends.get(partition)));
        }
        return tails;
    }

    /** Goes through the messages of each partition, in pieces from its end, until it is done with or all were seen. */
    private void backwards(
            String topic, Map<TopicPartition, Tail> tails, Consumer<ConsumerRecord<byte[], byte[]>> look) {
        try {
            while (true) {
                Map<TopicPartition, Long> until = new LinkedHashMap<>();
                for (Map.Entry<TopicPartition, Tail> entry : tails.entrySet()) {
                    Tail tail = entry.getValue();
                    if (!tail.done && tail.from > tail.begin && until.size() < TOGETHER_MAX) {
                        until.put(entry.getKey(), tail.from);
                        tail.from = Math.max(tail.begin, tail.from - tail.step);
                        tail.step = Math.min(MESSAGES_MAX, FURTHER * tail.step);
                    }
                }
                if (until.isEmpty()) {
                    return;
                }
                piece(tails, until, look);
            }
        } catch (ConnectorException known) {
            throw known;
        } catch (RuntimeException failed) {
            throw KafkaFailure.of("read the end of topic \"" + topic + "\" at " + config.bootstrapServers(), failed);
        } finally {
            consumer.unsubscribe();
        }
    }

    private void piece(
            Map<TopicPartition, Tail> tails,
            Map<TopicPartition, Long> until,
            Consumer<ConsumerRecord<byte[], byte[]>> look) {
        Collection<TopicPartition> left = new ArrayList<>(until.keySet());
        consumer.assign(left);
        // A partition that was read before is still at rest.
        consumer.resume(left);
        left.forEach(partition -> consumer.seek(partition, tails.get(partition).from));
        long deadline = System.nanoTime() + config.timeout().toNanos();
        while (!left.isEmpty()) {
            boolean moved = false;
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                moved = true;
                if (message.offset() < until.get(new TopicPartition(message.topic(), message.partition()))) {
                    look.accept(message);
                }
            }
            List<TopicPartition> read = left.stream()
                    .filter(partition -> consumer.position(partition) >= until.get(partition))
                    .toList();
            if (left.removeAll(read)) {
                moved = true;
                consumer.pause(read);
            }
            if (moved) {
                deadline = System.nanoTime() + config.timeout().toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new org.apache.kafka.common.errors.TimeoutException(
                        "nothing has come for " + config.timeoutSeconds() + " seconds");
            }
        }
    }

    /** That nothing is there any more is not the same as that nothing was there. */
    private static void warnIfCut(String topic, Map<TopicPartition, Tail> tails) {
        long gone = tails.values().stream().mapToLong(tail -> tail.begin).sum();
        if (gone > 0) {
            Log.warn("topic \"" + topic + "\" has no message left that tells how far it is, and " + gone
                    + " messages of it are gone: the stream is sent from its beginning. If retention has removed them,"
                    + " set it longer than the time between two runs (topic_config: retention.ms)");
        }
    }
}
