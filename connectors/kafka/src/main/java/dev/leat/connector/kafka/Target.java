package dev.leat.connector.kafka;

import dev.leat.protocol.ConnectorException;
import dev.leat.type.StreamSchema;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * A topic that is written to.
 *
 * @param messageBytesMax what the topic takes; the greatest there is where the user may not know
 * @param compacted whether the topic keeps the last message of each key, and takes none without
 */
record Target(String topic, int messageBytesMax, boolean compacted) {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /** Finds the topic, or makes it. */
    static Target open(KafkaConfig config, Cluster cluster, String topic) {
        if (cluster.topic(topic).isEmpty()) {
            if (!config.createTopics()) {
                throw ConnectorException.config("there is no topic \"" + topic + "\" at " + config.bootstrapServers()
                        + ", or the broker does not show it to this user (ACL DESCRIBE), and create_topics is false;"
                        + " make it, or set create_topics to true");
            }
            create(config, cluster, topic);
        }
        return settings(cluster, topic);
    }

    private static void create(KafkaConfig config, Cluster cluster, String topic) {
        NewTopic wanted = new NewTopic(
                        topic,
                        Optional.ofNullable(config.topicPartitions()),
                        Optional.ofNullable(config.replicationFactor()).map(Integer::shortValue))
                .configs(config.topicConfig());
        try {
            cluster.admin().createTopics(List.of(wanted)).all().get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw KafkaFailure.of("make topic \"" + topic + "\" at " + config.bootstrapServers(), failed);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(stopped);
        }
        // The broker that is asked next may hear of it a moment later.
        long until = System.nanoTime() + config.timeout().toNanos();
        while (!cluster.topic(topic).map(Target::isLed).orElse(false)) {
            if (System.nanoTime() > until) {
                throw ConnectorException.unavailable("topic \"" + topic + "\" was made at " + config.bootstrapServers()
                        + ", and no broker has it yet; run again");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private static boolean isLed(TopicDescription topic) {
        return topic.partitions().stream().allMatch(partition -> partition.leader() != null);
    }

    private static Target settings(Cluster cluster, String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        String attempted = "look at the settings of topic \"" + topic + "\"";
        try {
            Config config = cluster.get(
                            attempted,
                            cluster.admin().describeConfigs(List.of(resource)).all())
                    .get(resource);
            return new Target(
                    topic,
                    Integer.parseInt(config.get("max.message.bytes").value()),
                    config.get("cleanup.policy").value().contains("compact"));
        } catch (ConnectorException failed) {
            if (failed.getCause() instanceof AuthorizationException) {
                return new Target(topic, Integer.MAX_VALUE, false);
            }
            throw failed;
        }
    }

    /** @throws ConnectorException CONFIG if rows of that stream are no messages for this topic */
    void check(StreamSchema stream) {
        if (compacted && stream.key().isEmpty()) {
            throw ConnectorException.config("stream \"" + stream.stream() + "\" has no key, and topic \"" + topic
                    + "\" keeps the last message of each key (cleanup.policy compact); give the stream a key, or set"
                    + " the topic's cleanup.policy to delete");
        }
    }
}
