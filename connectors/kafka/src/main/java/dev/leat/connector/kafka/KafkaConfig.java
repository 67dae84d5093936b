package dev.leat.connector.kafka;

import dev.leat.protocol.ConnectorException;
import dev.leat.type.Type;
import dev.leat.value.TypeName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The connector's configuration; {@code spec-schemas/connectors/kafka.json} describes it.
 *
 * @param user null without SASL
 * @param saslMechanism in lower case
 * @param caFile null for the certificates that Java trusts
 * @param clientCertificateFile null without a client certificate
 * @param streams how single topics are read, by their names
 * @param topicPartitions of topics that are made; null for the broker's default
 * @param replicationFactor of topics that are made; null for the broker's default
 */
public record KafkaConfig(
        String bootstrapServers,
        String user,
        String password,
        String saslMechanism,
        boolean tls,
        String caFile,
        String clientCertificateFile,
        String clientKeyFile,
        String clientKeyPassword,
        boolean verifyHostname,
        List<String> topics,
        Format keyFormat,
        Format valueFormat,
        Map<String, StreamOptions> streams,
        Policy onBadRecord,
        Policy onLostOffsets,
        String topicTemplate,
        boolean createTopics,
        Integer topicPartitions,
        Integer replicationFactor,
        Map<String, String> topicConfig,
        Compression compression,
        String transactionalIdPrefix,
        int transactionTimeoutSeconds,
        int timeoutSeconds,
        Map<String, String> properties) {

    /** How a message's key or value is understood. */
    public enum Format {
        TEXT,
        JSON,
        BYTES
    }

    /** What becomes of what cannot be read. */
    public enum Policy {
        FAIL,
        SKIP
    }

    /** How messages are packed on their way and in the topic. */
    public enum Compression {
        NONE,
        LZ4,
        ZSTD,
        GZIP,
        SNAPPY
    }

    /**
     * @param keyFormat null for that of all topics
     * @param valueFormat null for that of all topics
     * @param columns columns made of fields of the value, and the names of their types
     * @param fields the fields' names, where they differ from the columns'
     */
    public record StreamOptions(
            Format keyFormat, Format valueFormat, Map<String, String> columns, Map<String, String> fields) {
        private static final StreamOptions NONE = new StreamOptions(null, null, Map.of(), Map.of());

        public StreamOptions {
            columns = columns == null ? Map.of() : columns;
            fields = fields == null ? Map.of() : fields;
        }
    }

    Format keyFormat(String topic) {
        Format own = options(topic).keyFormat();
        return own == null ? keyFormat : own;
    }

    Format valueFormat(String topic) {
        Format own = options(topic).valueFormat();
        return own == null ? valueFormat : own;
    }

    /** The types of the columns that are made of a topic's values, in the order given. */
    Map<String, Type> columns(String topic) {
        Map<String, Type> types = new LinkedHashMap<>();
        options(topic).columns().forEach((column, name) -> types.put(column, TypeName.parse(name, topic, column)));
        return types;
    }

    /** The field of a value that a column is made of. */
    String field(String topic, String column) {
        return options(topic).fields().getOrDefault(column, column);
    }

    private StreamOptions options(String topic) {
        return streams.getOrDefault(topic, StreamOptions.NONE);
    }

    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    /** Refuses what contradicts itself, before anything is connected. */
    KafkaConfig checked() {
        streams.forEach((topic, options) -> {
            Map<String, Type> types = columns(topic);
            for (String position : TopicColumns.POSITION) {
                if (types.containsKey(position)) {
                    throw ConnectorException.config("streams." + topic + ".columns has \"" + position
                            + "\", which every topic has as a column of its own; give the column another name, and under"
                            + " streams." + topic + ".fields the name of the field it is made of");
                }
            }
            for (String column : options.fields().keySet()) {
                if (!types.containsKey(column)) {
                    throw ConnectorException.config("streams." + topic + ".fields has \"" + column
                            + "\", for which streams." + topic + ".columns has no type; add it there");
                }
            }
            if (!types.isEmpty() && valueFormat(topic) != Format.JSON) {
                throw ConnectorException.config("streams." + topic + ".columns needs values that are JSON; set"
                        + " streams." + topic + ".value_format to json, or leave the columns out");
            }
        });
        return this;
    }
}
