package dev.leat.connector.kafka;

import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Log;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;

/**
 * Transactions that others have open on a topic, and that hide from readers what was committed after they began. One that
 * a run of Leat left open, because it was killed, is ended here: who asks how far a topic is, is about to take it over.
 */
final class OpenTransactions {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final KafkaConfig config;
    private final Cluster cluster;

    OpenTransactions(KafkaConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    /**
     * Waits until all that is in the topic now is committed or aborted.
     *
     * @return the offset after the last message, of each partition
     * @throws ConnectorException TRANSIENT if a transaction of another program stays open
     */
    Map<TopicPartition, Long> settled(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = cluster.ends(partitions);
        long until = System.nanoTime() + config.timeout().toNanos();
        Set<String> ended = new HashSet<>();
        while (true) {
            Map<TopicPartition, Long> stable = cluster.stableEnds(partitions);
            List<TopicPartition> open = partitions.stream()
                    .filter(partition -> stable.get(partition) < ends.get(partition))
                    .toList();
            if (open.isEmpty()) {
                return ends;
            }
            Set<String> ids = ids(open);
            if (System.nanoTime() > until) {
                throw ConnectorException.unavailable("cannot tell how far topic \""
                        + open.getFirst().topic() + "\" is: a transaction "
                        + (ids.isEmpty() ? "" : "(" + String.join(", ", ids) + ") ")
                        + "of another program is open on it and hides what was committed after it began. Run again when"
                        + " it has ended");
            }
            ids.removeIf(id -> !id.startsWith(runPrefix(config)));
            if (ended.addAll(ids)) {
                Log.info("ending the transaction that an earlier run left open: " + String.join(", ", ids));
                cluster.get(
                        "end the transaction that an earlier run left open",
                        cluster.admin().fenceProducers(ids).all());
            } else {
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
    }

    static String runPrefix(KafkaConfig config) {
        return config.transactionalIdPrefix() + ".run.";
    }

    private Set<String> ids(List<TopicPartition> partitions) {
        Set<Long> producers = new HashSet<>();
        cluster.get(
                        "look for open transactions",
                        cluster.admin().describeProducers(partitions).all())
                .values()
                .forEach(states -> {
                    for (ProducerState state : states.activeProducers()) {
                        if (state.currentTransactionStartOffset().isPresent()) {
                            producers.add(state.producerId());
                        }
                    }
                });
        Set<String> ids = new TreeSet<>();
        if (!producers.isEmpty()) {
            for (TransactionListing listing : cluster.get(
                    "look for open transactions",
                    cluster.admin()
                            .listTransactions(new ListTransactionsOptions().filterProducerIds(producers))
                            .all())) {
                ids.add(listing.transactionalId());
            }
        }
        return ids;
    }
}
