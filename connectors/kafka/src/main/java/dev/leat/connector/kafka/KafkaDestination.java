package dev.leat.connector.kafka;

import dev.leat.protocol.StateMessage;
import dev.leat.sdk.Destination;
import dev.leat.sdk.Resources;
import dev.leat.sdk.RidReader;
import dev.leat.sdk.StreamWriter;
import dev.leat.sdk.WritePlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import tools.jackson.databind.JsonNode;

/**
 * Writes streams into topics. What the SDK commits is one Kafka transaction over all of them; how far a topic is, the
 * headers of its last messages tell.
 */
final class KafkaDestination implements Destination, RidReader {
    private final KafkaConfig config;
    private final ClientSettings settings;
    private final Resources resources;
    private final Cluster cluster;
    private final TopicNames names;
    private final TopicLocks locks;
    private final Transactions transactions;
    private final Instant began = Instant.now();
    private TopicTails tails;

    private KafkaDestination(KafkaConfig config, Resources resources) {
        this.config = config;
        this.resources = resources;
        this.names = new TopicNames(config.topicTemplate());
        this.settings = new ClientSettings(config);
        this.cluster = resources.add(Cluster.connect(config, settings));
        this.locks = new TopicLocks(config, cluster);
        this.transactions = resources.add(new Transactions(config, settings, locks));
    }

    /** Connects. Topics are made when their streams are opened. */
    static KafkaDestination open(KafkaConfig config, Resources resources) {
        DriverLog.take();
        return new KafkaDestination(config, resources);
    }

    @Override
    public StreamWriter open(WritePlan plan) {
        String topic = names.of(plan.schema().stream());
        Target target = Target.open(config, cluster, topic);
        target.check(plan.schema());
        locks.take(topic);
        String run = plan.scope().isEmpty() ? topic : plan.scope() + "." + topic;
        return new TopicWriter(plan, target, run, began, transactions, tails());
    }

    @Override
    public Optional<JsonNode> lastRid(WritePlan plan) {
        String topic = names.of(plan.schema().stream());
        return cluster.topic(topic).isEmpty() ? Optional.empty() : tails().last(topic, plan);
    }

    private TopicTails tails() {
        if (tails == null) {
            KafkaConsumer<byte[], byte[]> consumer;
            try {
                consumer = resources.add(new KafkaConsumer<>(settings.consumer()));
            } catch (RuntimeException failed) {
                throw KafkaFailure.of("read from " + config.bootstrapServers(), failed);
            }
            tails = new TopicTails(config, cluster, new OpenTransactions(config, cluster), consumer);
        }
        return tails;
    }

    @Override
    public void commit(List<StateMessage> states) {
        transactions.commit();
    }

    @Override
    public void rollback() {
        transactions.rollback();
    }
}
