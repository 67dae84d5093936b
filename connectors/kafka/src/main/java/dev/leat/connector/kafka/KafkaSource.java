package dev.leat.connector.kafka;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.Emitter;
import dev.leat.sdk.ReadPlan;
import dev.leat.sdk.Resources;
import dev.leat.sdk.Rid;
import dev.leat.sdk.Source;
import dev.leat.type.StreamSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads topics up to where they ended when the run began. Belongs to no consumer group and commits nothing to Kafka: how
 * far it is, the destination's rows tell.
 */
final class KafkaSource implements Source {
    private final KafkaConfig config;
    private final ClientSettings settings;
    private final Resources resources;
    private final Cluster cluster;
    private final Map<StreamDescriptor, OffsetRanges> ranges = new HashMap<>();
    private final Map<StreamDescriptor, RuntimeException> failures = new HashMap<>();
    private KafkaConsumer<byte[], byte[]> consumer;

    private KafkaSource(KafkaConfig config, ClientSettings settings, Resources resources) {
        this.config = config;
        this.settings = settings;
        this.resources = resources;
        this.cluster = resources.add(Cluster.connect(config, settings));
    }

    /** Connects, and sees that the topics named are there. */
    static KafkaSource open(KafkaConfig config, Resources resources) {
        DriverLog.take();
        KafkaSource source = new KafkaSource(config.checked(), new ClientSettings(config), resources);
        source.topics();
        return source;
    }

    private List<String> topics() {
        return new TopicChoice(config.topics()).among(cluster.topics());
    }

    @Override
    public List<StreamSchema> discover() {
        Map<String, TopicDescription> topics = cluster.describe(topics());
        List<TopicPartition> partitions = new ArrayList<>();
        topics.values().forEach(topic -> partitions.addAll(Cluster.partitions(topic)));
        Map<TopicPartition, Long> begins = cluster.begins(partitions);
        Map<TopicPartition, Long> ends = cluster.stableEnds(partitions);
        List<StreamSchema> streams = new ArrayList<>();
        topics.forEach((name, topic) -> {
            long messages = 0;
            for (TopicPartition partition : Cluster.partitions(topic)) {
                messages += Math.max(0, ends.get(partition) - begins.get(partition));
            }
            streams.add(new TopicColumns(config, name).schema().withRowEstimate(messages));
        });
        return streams;
    }

    @Override
    public void begin(List<ReadPlan> plans) {
        Collection<String> known = topics();
        for (ReadPlan plan : plans) {
            try {
                ranges.put(plan.schema().stream(), range(plan, known));
            } catch (ConnectorException failed) {
                // Told when its turn comes: the other streams can be read.
                failures.put(plan.schema().stream(), failed);
            }
        }
        consumer = resources.add(consumer());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        try {
            return new KafkaConsumer<>(settings.consumer());
        } catch (RuntimeException failed) {
            throw KafkaFailure.of("read from " + config.bootstrapServers(), failed);
        }
    }

    private OffsetRanges range(ReadPlan plan, Collection<String> known) {
        StreamDescriptor stream = plan.schema().stream();
        TopicDescription topic =
                known.contains(stream.toString()) ? cluster.topic(stream.name()).orElse(null) : null;
        if (topic == null) {
            throw ConnectorException.config("there is no topic for stream \"" + stream + "\" among those that topics"
                    + " stands for" + Nearest.hint(stream.toString(), known));
        }
        Rid rid = plan.rid().orElseThrow();
        if (!rid.name().equals(TopicColumns.OFFSET) || !isPerPartition(rid)) {
            throw ConnectorException.config("stream \"" + stream + "\": a topic is in no order but that of \""
                    + TopicColumns.OFFSET + "\" within each \"" + TopicColumns.PARTITION + "\", so that \""
                    + rid.name() + "\" cannot be its RID" + (isPerPartition(rid) ? "" : " without its partition")
                    + "; leave rid out, or set it to " + TopicColumns.OFFSET);
        }
        return OffsetRanges.of(cluster, topic, plan.from(), config.onLostOffsets());
    }

    private static boolean isPerPartition(Rid rid) {
        return rid.per()
                .filter(per -> per.name().equals(TopicColumns.PARTITION))
                .isPresent();
    }

    @Override
    public void read(ReadPlan plan, Emitter out) {
        RuntimeException failed = failures.get(plan.schema().stream());
        if (failed != null) {
            throw failed;
        }
        OffsetRanges range = ranges.get(plan.schema().stream());
        MessageCells cells = new MessageCells(config, plan.schema());
        new TopicRead(config, cluster, consumer, range, cells, out).run();
    }
}
