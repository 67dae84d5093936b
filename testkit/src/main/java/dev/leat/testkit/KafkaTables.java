package dev.leat.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;

/**
 * Topics as tables, read with the plain consumer: each message that is committed is a row, whose columns are the fields of
 * its value and the technical columns that its headers have.
 */
public final class KafkaTables implements StoredTables {
    private static final Map<String, String> TECHNICAL =
            Map.of("leat-synced-at", "_leat_synced_at", "leat-sync-id", "_leat_sync_id");

    private final String bootstrap;
    private final String prefix;

    /** @param prefix what the topics begin with, before the name of the stream */
    public KafkaTables(String bootstrap, String prefix) {
        this.bootstrap = bootstrap;
        this.prefix = prefix;
    }

    private Map<String, Object> settings() {
        return Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    }

    @Override
    public Optional<StoredTable> table(String namespace, String name) throws Exception {
        String topic = prefix + (namespace == null ? name : namespace + "." + name);
        try (Admin admin = Admin.create(settings())) {
            List<TopicPartition> partitions =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .toList();
            return Optional.of(new Topic(partitions));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof InvalidTopicException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Set<String> names() throws Exception {
        try (Admin admin = Admin.create(settings())) {
            return admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(prefix))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private final class Topic implements StoredTable {
        private final List<TopicPartition> partitions;

        Topic(List<TopicPartition> partitions) {
            this.partitions = partitions;
        }

        @Override
        public List<Column> columns() {
            Map<String, Shape> names = new LinkedHashMap<>();
            messages(message -> fields(message).keySet().forEach(name -> names.put(name, Shape.TEXT)));
            List<Column> columns = new ArrayList<>();
            names.forEach((name, shape) -> columns.add(new Column(name, shape)));
            return columns;
        }

        @Override
        public void scan(Consumer<Object[]> rows) {
            List<Column> columns = columns();
            messages(message -> {
                Map<String, Object> fields = fields(message);
                rows.accept(columns.stream().map(c -> fields.get(c.name())).toArray());
            });
        }

        private Map<String, Object> fields(ConsumerRecord<String, String> message) {
            Map<String, Object> fields = new LinkedHashMap<>();
            JsonNode value = Canonical.JSON.readTree(message.value());
            value.forEachEntry(fields::put);
            for (Header header : message.headers()) {
                String column = TECHNICAL.get(header.key());
                if (column != null) {
                    fields.put(column, new String(header.value(), java.nio.charset.StandardCharsets.UTF_8));
                }
            }
            return fields;
        }

        private void messages(Consumer<ConsumerRecord<String, String>> each) {
            Map<String, Object> settings = new HashMap<>(settings());
            settings.put("isolation.level", "read_committed");
            settings.put("enable.auto.commit", false);
            // At the end of one partition nothing is waited for that holds up the others.
            settings.put("fetch.max.wait.ms", 10);
            try (KafkaConsumer<String, String> consumer =
                    new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
                while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                    consumer.poll(Duration.ofMillis(100)).forEach(each);
                }
            }
        }
    }
}
