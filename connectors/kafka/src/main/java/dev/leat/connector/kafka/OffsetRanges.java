package dev.leat.connector.kafka;

import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Log;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import tools.jackson.databind.JsonNode;

/**
 * From where to where a topic is read, partition by partition; fixed once. The end lies before the first message of any
 * transaction that is still open, which may yet be aborted.
 *
 * @param id of the topic: another one of the same name has another
 */
record OffsetRanges(String topic, Uuid id, Map<TopicPartition, Range> ranges) {

    /** @param end the offset after the last message that is read */
    record Range(long from, long end) {
        boolean isEmpty() {
            return from >= end;
        }
    }

    /**
     * Looks where the topic begins and ends.
     *
     * @param reached the last offset of each partition that the destination has
     * @throws ConnectorException CONFIG if the topic is not the one that these offsets were read from; DATA if messages
     *     are gone that were not read, unless they are to be skipped
     */
    static OffsetRanges of(
            Cluster cluster, TopicDescription topic, Optional<JsonNode> reached, KafkaConfig.Policy onLost) {
        List<TopicPartition> partitions = Cluster.partitions(topic);
        Map<TopicPartition, Long> begins = cluster.begins(partitions);
        Map<TopicPartition, Long> ends = cluster.stableEnds(partitions);
        reached.ifPresent(state -> sameTopic(topic.name(), state, partitions));
        Map<TopicPartition, Range> ranges = new LinkedHashMap<>();
        StringJoiner lost = new StringJoiner(", ");
        for (TopicPartition partition : partitions) {
            long begin = begins.get(partition);
            long end = ends.get(partition);
            JsonNode last = reached.map(state -> state.get(String.valueOf(partition.partition())))
                    .orElse(null);
            long from = last == null ? begin : last.asLong() + 1;
            if (last != null && last.asLong() >= end) {
                throw another(topic.name(), "partition " + partition.partition() + " ends before offset " + end);
            }
            if (from < begin) {
                lost.add("offsets " + from + " to " + (begin - 1) + " of partition " + partition.partition());
            }
            ranges.put(partition, new Range(Math.max(from, begin), end));
        }
        if (lost.length() > 0) {
            tellLost(topic.name(), lost.toString(), onLost);
        }
        return new OffsetRanges(topic.name(), topic.topicId(), ranges);
    }

    private static void sameTopic(String topic, JsonNode state, Collection<TopicPartition> partitions) {
        List<String> unknown = new ArrayList<>(state.propertyNames());
        partitions.forEach(partition -> unknown.remove(String.valueOf(partition.partition())));
        if (!unknown.isEmpty()) {
            throw another(topic, "there is no partition " + String.join(", ", unknown) + " any more");
        }
    }

    private static ConnectorException another(String topic, String sign) {
        return ConnectorException.config("topic \"" + topic + "\" is not the one that the destination's rows were read"
                + " from: " + sign + ", and the destination has messages from there. It was deleted and made again, or"
                + " has lost messages. Write to another table, or drop the destination's table to start over");
    }

    /** Messages are gone that nobody has read. */
    static void tellLost(String topic, String which, KafkaConfig.Policy onLost) {
        String sentence = "topic \"" + topic + "\": " + which
                + " are gone before they were read: retention, or somebody, has removed them";
        if (onLost == KafkaConfig.Policy.FAIL) {
            throw ConnectorException.data(sentence + ". Set on_lost_offsets to skip to go on without them, and"
                    + " retention to longer than between two runs");
        }
        Log.warn(sentence + "; going on without them, as on_lost_offsets says");
    }
}
