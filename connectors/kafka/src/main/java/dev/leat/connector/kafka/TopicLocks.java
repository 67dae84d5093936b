package dev.leat.connector.kafka;

import dev.leat.protocol.ConnectorException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.FenceProducersResult;
import org.apache.kafka.clients.admin.TransactionDescription;

/**
 * Keeps runs that write to one topic from mixing. Kafka has no lock that goes with its holder; it has a number for each
 * transactional id that grows with each who takes that id. A run takes the id of each of its topics, and just before each
 * commit, when all it has written is with the brokers, sees that the numbers are still its own.
 *
 * <p>So the run that came last wins, be the one before it dead or alive. A run that takes a topic looks at the topic's end
 * only after that: either the one before sees the new number and gives up, or what it has written was there already, in a
 * transaction whose end is waited for ({@link OpenTransactions}).
 */
final class TopicLocks {
    private final KafkaConfig config;
    private final Cluster cluster;
    private final Map<String, Holder> held = new HashMap<>();

    /** Who has an id. */
    private record Holder(String topic, long producerId, int epoch) {}

    TopicLocks(KafkaConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    /** Takes a topic, from whoever has it. */
    void take(String topic) {
        String id = config.transactionalIdPrefix() + ".lock." + topic;
        String attempted = "take topic \"" + topic + "\" for writing";
        FenceProducersResult taken = cluster.admin().fenceProducers(List.of(id));
        long producerId = cluster.get(attempted, taken.producerId(id));
        int epoch = cluster.get(attempted, taken.epochId(id));
        held.put(id, new Holder(topic, producerId, epoch));
    }

    /** @throws ConnectorException TRANSIENT if another run has taken one of the topics */
    void verify() {
        Map<String, TransactionDescription> now = cluster.get(
                "see whether this run still has its topics",
                cluster.admin().describeTransactions(held.keySet()).all());
        held.forEach((id, holder) -> {
            TransactionDescription found = now.get(id);
            if (found.producerId() != holder.producerId() || found.producerEpoch() != holder.epoch()) {
                throw ConnectorException.unavailable("another run has taken over topic \"" + holder.topic()
                        + "\" and goes on from where this one was; what was not committed is taken back. Nothing is"
                        + " lost; see that the two do not overlap");
            }
        });
    }
}
