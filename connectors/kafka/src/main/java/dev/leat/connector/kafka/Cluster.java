package dev.leat.connector.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The brokers, asked about topics and their ends. Failures are those of {@link KafkaFailure}. */
final class Cluster implements AutoCloseable {
    private final Admin admin;
    private final String address;
    private final Duration timeout;

    private Cluster(Admin admin, KafkaConfig config) {
        this.admin = admin;
        this.address = config.bootstrapServers();
        this.timeout = config.timeout();
    }

    /** Connects; throws if nobody answers. */
    static Cluster connect(KafkaConfig config, ClientSettings settings) {
        String attempted = "connect to " + config.bootstrapServers();
        Admin admin;
        try {
            admin = Admin.create(settings.admin());
        } catch (RuntimeException failed) {
            throw KafkaFailure.of(attempted, failed);
        }
        Cluster cluster = new Cluster(admin, config);
        try {
            cluster.get(attempted, admin.describeCluster().nodes());
        } catch (RuntimeException failed) {
            cluster.close();
            throw failed;
        }
        return cluster;
    }

    Admin admin() {
        return admin;
    }

    /** Waits for an answer. {@code attempted} goes on from "cannot". */
    <T> T get(String attempted, KafkaFuture<T> answer) {
        try {
            return answer.get(timeout.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw KafkaFailure.of(attempted + " at " + address, failed);
        } catch (TimeoutException late) {
            throw KafkaFailure.of(
                    attempted + " at " + address, new org.apache.kafka.common.errors.TimeoutException(late));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(stopped);
        }
    }

    /** The names of all topics that the user may see, but for Kafka's own. */
    Set<String> topics() {
        Set<String> names = new TreeSet<>();
        for (TopicListing topic : get("list the topics", admin.listTopics().listings())) {
            if (!topic.isInternal() && !topic.name().startsWith("__")) {
                names.add(topic.name());
            }
        }
        return names;
    }

    /** What there is to know of a topic; empty if there is no such topic. */
    Optional<TopicDescription> topic(String name) {
        return Optional.ofNullable(describe(List.of(name)).get(name));
    }

    /** Those of the topics that there are. */
    Map<String, TopicDescription> describe(Collection<String> names) {
        Map<String, TopicDescription> found = new LinkedHashMap<>();
        admin.describeTopics(names).topicNameValues().forEach((name, answer) -> {
            try {
                found.put(name, answer.get(timeout.toMillis() + 1_000, TimeUnit.MILLISECONDS));
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw KafkaFailure.of("look at topic \"" + name + "\" at " + address, failed);
                }
            } catch (TimeoutException late) {
                throw KafkaFailure.of(
                        "look at topic \"" + name + "\" at " + address,
                        new org.apache.kafka.common.errors.TimeoutException(late));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new org.apache.kafka.common.errors.InterruptException(stopped);
            }
        });
        return found;
    }

    static List<TopicPartition> partitions(TopicDescription topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicPartitionInfo partition : topic.partitions()) {
            partitions.add(new TopicPartition(topic.name(), partition.partition()));
        }
        return partitions;
    }

    /** The first offset that is still there, of each partition. */
    Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** The offset after the last message, whether or not that is committed. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** The offset of the first message of the oldest transaction that is still open, or else the end. */
    Map<TopicPartition, Long> stableEnds(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec));
        String attempted =
                "ask for the offsets of " + partitions.iterator().next().topic();
        Map<TopicPartition, ListOffsetsResultInfo> answers = get(
                attempted,
                admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answers.forEach((partition, answer) -> offsets.put(partition, answer.offset()));
        return offsets;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
