package dev.leat.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import tools.jackson.databind.JsonNode;

/**
 * Topics as tables, read with the plain consumer: each message that is committed is a row, whose columns are the fields of
 * its value and the technical columns that its headers have.
 */
public final class KafkaTables implements StoredTables {
    private static final Map<String, String> TECHNICAL =
            Map.of("leat-synced-at", "_leat_synced_at", "leat-sync-id", "_leat_sync_id");

    private final CommittedMessages committed;
    private final String prefix;

    /** @param prefix what the topics begin with, before the name of the stream */
    public KafkaTables(String bootstrap, String prefix) {
        this.committed = new CommittedMessages(bootstrap);
        this.prefix = prefix;
    }

    @Override
    public Optional<StoredTable> table(String namespace, String name) throws Exception {
        String topic = prefix + (namespace == null ? name : namespace + "." + name);
        return committed.partitions(topic).map(Topic::new);
    }

    @Override
    public Set<String> names() throws Exception {
        try (Admin admin = committed.admin()) {
            return admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(prefix))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private final class Topic implements StoredTable {
        private final List<TopicPartition> partitions;
        private List<Column> columns;

        Topic(List<TopicPartition> partitions) {
            this.partitions = partitions;
        }

        @Override
        public List<Column> columns() {
            if (columns == null) {
                Set<String> names = new LinkedHashSet<>();
                committed.each(
                        partitions, message -> names.addAll(fields(message).keySet()));
                columns = new ArrayList<>();
                names.forEach(name -> columns.add(new Column(name, Shape.TEXT)));
            }
            return columns;
        }

        @Override
        public void scan(Consumer<Object[]> rows) {
            List<Column> wanted = columns();
            committed.each(partitions, message -> {
                Map<String, Object> fields = fields(message);
                rows.accept(wanted.stream().map(c -> fields.get(c.name())).toArray());
            });
        }

        private static Map<String, Object> fields(ConsumerRecord<byte[], byte[]> message) {
            Map<String, Object> fields = new LinkedHashMap<>();
            JsonNode value = Canonical.JSON.readTree(message.value());
            value.forEachEntry(fields::put);
            for (Header header : message.headers()) {
                String column = TECHNICAL.get(header.key());
                if (column != null) {
                    fields.put(column, new String(header.value(), StandardCharsets.UTF_8));
                }
            }
            return fields;
        }
    }
}
