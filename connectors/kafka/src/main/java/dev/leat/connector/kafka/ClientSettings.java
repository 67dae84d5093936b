package dev.leat.connector.kafka;

import dev.leat.config.Nearest;
import dev.leat.config.PassedOn;
import dev.leat.protocol.ConnectorException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The properties of Kafka's clients, made from the configuration. */
final class ClientSettings {
    /** What a client holds of rows that nobody has taken yet must fit a small heap. */
    private static final int FETCH_BYTES_MAX = 8 << 20;

    static final int PARTITION_FETCH_BYTES_MAX = 2 << 20;
    private static final int POLL_RECORDS_MAX = 5_000;
    /** A fetch that waits for messages to come holds up the next one, for other partitions, that would find some. */
    private static final int FETCH_WAIT_MILLIS = 10;
    /** The kernel's own default makes the broker wait for each fetch to be taken, piece by piece. */
    private static final int SOCKET_BYTES = 1 << 20;

    private static final int BATCH_BYTES = 512 << 10;
    private static final int LINGER_MILLIS = 20;
    /** A bound that is never met: {@link InFlight} keeps to a narrower one that lets one huge row pass. */
    private static final long BUFFER_BYTES = 1L << 30;

    /** Names that are decided here, whether by a setting with another name or because all depends on them. */
    private static final Set<String> OWN = Set.of(
            "bootstrap.servers",
            "security.protocol",
            "sasl.mechanism",
            "sasl.jaas.config",
            "client.id",
            "group.id",
            "group.instance.id",
            "group.protocol",
            "enable.auto.commit",
            "auto.offset.reset",
            "allow.auto.create.topics",
            "isolation.level",
            "max.poll.records",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer",
            "acks",
            "enable.idempotence",
            "transactional.id",
            "transaction.timeout.ms",
            "transaction.two.phase.commit.enable",
            "compression.type",
            "buffer.memory",
            "max.request.size",
            "interceptor.classes",
            "metric.reporters",
            "config.providers");

    private final KafkaConfig config;
    private final Map<String, Object> shared;

    ClientSettings(KafkaConfig config) {
        this.config = config;
        this.shared = new Security(config).properties();
        shared.put("bootstrap.servers", config.bootstrapServers());
        // Their sensors, reported by JMX, cost more than they tell in a process that lives for one run.
        shared.put("enable.metrics.push", false);
        // Their other way asks again without a pause while no broker can be reached (seen with 4.3).
        shared.put("metadata.recovery.strategy", "none");
        int timeout = Math.toIntExact(config.timeout().toMillis());
        shared.put("default.api.timeout.ms", timeout);
        shared.put("request.timeout.ms", timeout);
        shared.put("socket.connection.setup.timeout.ms", Math.min(timeout, 10_000));
        shared.put("socket.connection.setup.timeout.max.ms", Math.min(timeout, 30_000));
        check();
    }

    private void check() {
        Set<String> known = new TreeSet<>(AdminClientConfig.configNames());
        known.addAll(ConsumerConfig.configNames());
        known.addAll(ProducerConfig.configNames());
        config.properties().forEach((name, value) -> {
            if (OWN.contains(name)) {
                throw PassedOn.refusal("properties", name);
            }
            if (!known.contains(name)) {
                throw ConnectorException.config("properties has \"" + name + "\", which is no property of Kafka's"
                        + " clients" + Nearest.hint(name, known));
            }
            checkValue(name, value);
        });
    }

    /** The clients would say so too, but each only when it is first needed: a producer with the first rows. */
    private static void checkValue(String name, String value) {
        for (ConfigDef client :
                List.of(AdminClientConfig.configDef(), ConsumerConfig.configDef(), ProducerConfig.configDef())) {
            ConfigDef.ConfigKey key = client.configKeys().get(name);
            if (key == null) {
                continue;
            }
            try {
                Object parsed = ConfigDef.parseType(name, value, key.type);
                if (key.validator != null) {
                    key.validator.ensureValid(name, parsed);
                }
            } catch (ConfigException wrong) {
                throw ConnectorException.config(
                        "\"properties\": " + wrong.getMessage() + ". Mend it, or leave it out", wrong);
            }
        }
    }

    Map<String, Object> admin() {
        Map<String, Object> all = new HashMap<>(shared);
        return with(all, AdminClientConfig.configNames());
    }

    /** A consumer that belongs to no group, sees what is committed, and goes where it is sent and nowhere else. */
    Map<String, Object> consumer() {
        Map<String, Object> all = new HashMap<>(shared);
        all.put("key.deserializer", ByteArrayDeserializer.class);
        all.put("value.deserializer", ByteArrayDeserializer.class);
        all.put("enable.auto.commit", false);
        all.put("auto.offset.reset", "none");
        all.put("allow.auto.create.topics", false);
        all.put("isolation.level", "read_committed");
        all.put("max.poll.records", POLL_RECORDS_MAX);
        all.put("fetch.max.bytes", FETCH_BYTES_MAX);
        all.put("max.partition.fetch.bytes", PARTITION_FETCH_BYTES_MAX);
        all.put("fetch.max.wait.ms", FETCH_WAIT_MILLIS);
        all.put("receive.buffer.bytes", SOCKET_BYTES);
        return with(all, ConsumerConfig.configNames());
    }

    Map<String, Object> producer(String transactionalId) {
        Map<String, Object> all = new HashMap<>(shared);
        all.remove("default.api.timeout.ms");
        int timeout = Math.toIntExact(config.timeout().toMillis());
        all.put("key.serializer", ByteArraySerializer.class);
        all.put("value.serializer", ByteArraySerializer.class);
        all.put("acks", "all");
        all.put("enable.idempotence", true);
        all.put("transactional.id", transactionalId);
        all.put("transaction.timeout.ms", config.transactionTimeoutSeconds() * 1000);
        all.put("max.block.ms", timeout);
        all.put("linger.ms", LINGER_MILLIS);
        all.put("batch.size", BATCH_BYTES);
        all.put("delivery.timeout.ms", timeout + LINGER_MILLIS);
        all.put("compression.type", config.compression().name().toLowerCase(java.util.Locale.ROOT));
        all.put("buffer.memory", BUFFER_BYTES);
        all.put("max.request.size", Integer.MAX_VALUE);
        all.put("send.buffer.bytes", SOCKET_BYTES);
        return with(all, ProducerConfig.configNames());
    }

    /** Adds the user's own properties that this kind of client knows. */
    private Map<String, Object> with(Map<String, Object> all, Set<String> known) {
        config.properties().forEach((name, value) -> {
            if (known.contains(name)) {
                all.put(name, value);
            }
        });
        all.keySet().retainAll(known);
        return all;
    }
}
