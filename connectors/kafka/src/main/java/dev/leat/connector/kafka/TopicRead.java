package dev.leat.connector.kafka;

import dev.leat.protocol.ConnectorException;
import dev.leat.row.RowWriter;
import dev.leat.sdk.Emitter;
import dev.leat.sdk.Log;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** One read of a topic, from where it begins to where it ends; a few partitions at a time. */
final class TopicRead {
    private static final Duration POLL = Duration.ofMillis(500);
    /** What the client may hold of messages is bounded for each partition only. */
    private static final int TOGETHER_MAX = 8;

    private static final int SHOWN_MAX = 3;

    private final KafkaConfig config;
    private final Cluster cluster;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final OffsetRanges range;
    private final MessageCells cells;
    private final Emitter out;
    private final RowWriter rows;
    private final Deque<TopicPartition> waiting = new ArrayDeque<>();
    /** Where each of the partitions that are being read stands: the offset that comes next. */
    private final Map<TopicPartition, Long> active = new LinkedHashMap<>();

    private final List<String> skippedShown = new ArrayList<>();
    private long skipped;
    private long progressNanos = System.nanoTime();

    TopicRead(
            KafkaConfig config,
            Cluster cluster,
            KafkaConsumer<byte[], byte[]> consumer,
            OffsetRanges range,
            MessageCells cells,
            Emitter out) {
        this.config = config;
        this.cluster = cluster;
        this.consumer = consumer;
        this.range = range;
        this.cells = cells;
        this.out = out;
        this.rows = out.rows();
    }

    void run() {
        range.ranges().forEach((partition, r) -> {
            if (!r.isEmpty()) {
                waiting.add(partition);
            }
        });
        try {
            while (activate() && !out.stopping()) {
                poll();
            }
            check(cluster.topic(range.topic()));
        } catch (ConnectorException known) {
            throw known;
        } catch (RuntimeException failed) {
            throw KafkaFailure.of("read topic \"" + range.topic() + "\" from " + config.bootstrapServers(), failed);
        } finally {
            consumer.unsubscribe();
            tellSkipped();
        }
    }

    /** Takes partitions that wait in the place of those that were read; false when none is left. */
    private boolean activate() {
        int before = active.size();
        active.entrySet().removeIf(entry -> entry.getValue() >= end(entry.getKey()));
        boolean changed = active.size() != before;
        List<TopicPartition> more = new ArrayList<>();
        while (active.size() < TOGETHER_MAX && !waiting.isEmpty()) {
            TopicPartition next = waiting.remove();
            active.put(next, range.ranges().get(next).from());
            more.add(next);
        }
        if (changed || !more.isEmpty()) {
            consumer.assign(active.keySet());
            more.forEach(partition -> consumer.seek(partition, active.get(partition)));
        }
        return !active.isEmpty();
    }

    private long end(TopicPartition partition) {
        return range.ranges().get(partition).end();
    }

    private void poll() {
        ConsumerRecords<byte[], byte[]> polled;
        try {
            polled = consumer.poll(POLL);
        } catch (OffsetOutOfRangeException gone) {
            overtaken(gone.offsetOutOfRangePartitions());
            return;
        }
        for (TopicPartition partition : polled.partitions()) {
            take(polled.records(partition), end(partition));
        }
        boolean moved = false;
        for (Map.Entry<TopicPartition, Long> entry : active.entrySet()) {
            // Beyond what was taken lies what nobody gets: the ends of transactions, and those that were aborted.
            long position = consumer.position(entry.getKey(), config.timeout());
            moved |= position != entry.getValue();
            entry.setValue(position);
        }
        if (moved) {
            progressNanos = System.nanoTime();
        } else {
            stalled();
        }
    }

    private void take(List<ConsumerRecord<byte[], byte[]>> messages, long end) {
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            if (message.offset() >= end || out.stopping()) {
                return;
            }
            try {
                cells.put(message, rows);
                rows.end();
            } catch (BadRecord bad) {
                rows.abandon();
                skip(message, bad);
            }
        }
    }

    private void skip(ConsumerRecord<byte[], byte[]> message, BadRecord bad) {
        String where = "partition " + message.partition() + ", offset " + message.offset() + ": " + bad.getMessage();
        if (config.onBadRecord() == KafkaConfig.Policy.FAIL) {
            throw ConnectorException.data("topic \"" + range.topic() + "\", " + where
                    + ". Set key_format, value_format or the column's type to what the messages are, or on_bad_record"
                    + " to skip to leave such messages out");
        }
        skipped++;
        if (skippedShown.size() < SHOWN_MAX) {
            skippedShown.add(where);
        }
    }

    private void tellSkipped() {
        if (skipped > 0) {
            Log.warn("topic \"" + range.topic() + "\": " + skipped + (skipped == 1 ? " message was" : " messages were")
                    + " left out, as on_bad_record says: " + String.join("; ", skippedShown)
                    + (skipped > SHOWN_MAX ? "; …" : ""));
        }
    }

    /** Retention has removed what was to come next. */
    private void overtaken(Map<TopicPartition, Long> partitions) {
        check(cluster.topic(range.topic()));
        Map<TopicPartition, Long> begins = cluster.begins(partitions.keySet());
        partitions.forEach((partition, offset) -> {
            long begin = begins.get(partition);
            OffsetRanges.tellLost(
                    range.topic(),
                    "offsets " + offset + " to " + (begin - 1) + " of partition " + partition.partition(),
                    config.onLostOffsets());
            consumer.seek(partition, begin);
            active.put(partition, begin);
        });
        progressNanos = System.nanoTime();
    }

    /** Nothing has come: the topic may be gone, and of a broker that is gone the client says nothing for ever. */
    private void stalled() {
        check(cluster.topic(range.topic()));
        if (System.nanoTime() - progressNanos > config.timeout().toNanos()) {
            TopicPartition first = active.keySet().iterator().next();
            throw ConnectorException.unavailable("cannot read topic \"" + range.topic() + "\" from "
                    + config.bootstrapServers() + ": partition " + first.partition() + " is at offset "
                    + active.get(first) + ", and nothing more has come for " + config.timeoutSeconds()
                    + " seconds. Run again when its broker answers");
        }
    }

    private void check(Optional<TopicDescription> now) {
        if (now.isEmpty()) {
            throw ConnectorException.config("topic \"" + range.topic() + "\" was deleted while it was being read");
        }
        if (!now.get().topicId().equals(range.id())) {
            throw ConnectorException.data(
                    "topic \"" + range.topic() + "\" was deleted and made again while it was being"
                            + " read; messages of both may have come. Drop the destination's table to start over");
        }
    }
}
