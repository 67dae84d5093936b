package dev.leat.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Topics as their source has them, read with the plain consumer: each message that is committed is a row that says where
 * it lies and what it carries. Keys and headers are text, and no header comes twice.
 */
public final class KafkaMessages implements StoredTables {
    private final CommittedMessages committed;
    private final Map<String, MessageForm> topics;

    /** @param topics what the messages of each topic carry */
    public KafkaMessages(String bootstrap, Map<String, MessageForm> topics) {
        this.committed = new CommittedMessages(bootstrap);
        this.topics = topics;
    }

    @Override
    public Optional<StoredTable> table(String namespace, String name) throws ExecutionException, InterruptedException {
        return committed.partitions(name).map(partitions -> new Topic(partitions, topics.get(name)));
    }

    @Override
    public Set<String> names() {
        return topics.keySet();
    }

    private final class Topic implements StoredTable {
        private final List<TopicPartition> partitions;
        private final MessageForm form;

        Topic(List<TopicPartition> partitions, MessageForm form) {
            this.partitions = partitions;
            this.form = form;
        }

        @Override
        public List<Column> columns() {
            List<Column> columns = new ArrayList<>(List.of(
                    new Column("partition", Shape.of(Shape.Kind.NUMBER)),
                    new Column("offset", Shape.of(Shape.Kind.NUMBER)),
                    new Column("timestamp", Shape.of(Shape.Kind.INSTANT)),
                    new Column("key", Shape.TEXT),
                    new Column("headers", Shape.of(Shape.Kind.JSON)),
                    new Column("value", form.payload())));
            columns.addAll(form.fields());
            return columns;
        }

        @Override
        public void scan(Consumer<Object[]> rows) {
            committed.each(partitions, message -> rows.accept(row(message)));
        }

        private Object[] row(ConsumerRecord<byte[], byte[]> message) {
            List<Object> row = new ArrayList<>();
            row.add(message.partition());
            row.add(message.offset());
            row.add(Instant.ofEpochMilli(message.timestamp()).toString());
            row.add(message.key() == null ? null : text(message.key()));
            ObjectNode headers = JsonNodeFactory.instance.objectNode();
            for (Header header : message.headers()) {
                headers.put(header.key(), text(header.value()));
            }
            row.add(headers);
            row.addAll(form.values(message.value()));
            return row.toArray();
        }

        private static String text(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
