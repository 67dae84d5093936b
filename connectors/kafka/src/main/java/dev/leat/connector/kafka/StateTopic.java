package dev.leat.connector.kafka;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.StreamDefinition;
import dev.leat.sdk.WritePlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The topic that keeps states which only their source understands, written in the transaction of the rows they cover. A
 * message's key is the replication and the stream, its value the state and the definition of the stream it was made for: a
 * state says nothing true about a stream that has changed. A state that covers several streams has a key without a stream.
 */
final class StateTopic {
    private static final Map<String, String> SETTINGS =
            Map.of("cleanup.policy", "compact", "segment.ms", "3600000", "min.cleanable.dirty.ratio", "0.1");

    private final KafkaConfig config;
    private final Cluster cluster;
    private final TopicTails tails;
    private boolean made;

    StateTopic(KafkaConfig config, Cluster cluster, TopicTails tails) {
        this.config = config;
        this.cluster = cluster;
        this.tails = tails;
    }

    /** Sends states in the current transaction. {@code opened}: the plans of all streams that the run has opened. */
    void write(List<StateMessage> states, List<WritePlan> opened, Transactions transactions) {
        for (StateMessage state : states) {
            if (state.kind() == StateMessage.Kind.STREAM) {
                opened.stream()
                        .filter(plan -> plan.schema().stream().equals(state.stream()))
                        .forEach(plan -> put(plan, plan.schema().stream(), state, transactions));
            } else if (!opened.isEmpty()) {
                opened.forEach(plan -> put(plan, plan.schema().stream(), null, transactions));
                put(opened.getFirst(), null, state, transactions);
            }
        }
    }

    private void put(WritePlan plan, StreamDescriptor stream, StateMessage state, Transactions transactions) {
        if (!made) {
            Target.open(config, cluster, config.stateTopic(), Optional.of(1), SETTINGS);
            made = true;
        }
        ObjectNode value = Json.object();
        value.set("state", state == null ? null : state.body());
        if (stream != null) {
            value.set("definition", StreamDefinition.of(plan).json());
        }
        byte[] key = key(plan, stream).getBytes(StandardCharsets.UTF_8);
        byte[] body = value.toString().getBytes(StandardCharsets.UTF_8);
        transactions.send(
                config.stateTopic(),
                new ProducerRecord<>(config.stateTopic(), null, null, key, body, List.of()),
                key.length + body.length);
    }

    private static String key(WritePlan plan, StreamDescriptor stream) {
        ObjectNode key = Json.object();
        key.put("replication", plan.scope());
        if (stream != null) {
            if (stream.namespace() != null) {
                key.put("namespace", stream.namespace());
            }
            key.put("stream", stream.name());
        }
        return key.toString();
    }

    /** The states kept for these streams; CONFIG if a stream is no longer what its state was made for. */
    List<StateMessage> read(List<WritePlan> plans) {
        if (cluster.topic(config.stateTopic()).isEmpty()) {
            return List.of();
        }
        Map<String, JsonNode> kept = new HashMap<>();
        tails.all(config.stateTopic(), message -> {
            if (message.key() != null && message.value() != null) {
                kept.put(new String(message.key(), StandardCharsets.UTF_8), Json.parse(message.value()));
            }
        });
        List<StateMessage> states = new ArrayList<>();
        for (WritePlan plan : plans) {
            JsonNode entry = kept.get(key(plan, plan.schema().stream()));
            if (entry != null) {
                verify(plan, entry.path("definition").toString());
                add(states, entry);
            }
        }
        if (!plans.isEmpty()) {
            add(states, kept.get(key(plans.getFirst(), null)));
        }
        return states;
    }

    private static void add(List<StateMessage> states, JsonNode entry) {
        if (entry != null && entry.path("state") instanceof ObjectNode body) {
            states.add(new StateMessage(body));
        }
    }

    private void verify(WritePlan plan, String then) {
        StreamDefinition.of(plan).changeSince(then).ifPresent(change -> {
            throw ConnectorException.config("stream \"" + plan.schema().stream() + "\": the state kept in topic \""
                    + config.stateTopic() + "\" was made for another definition of it: " + change
                    + ". Undo the change; or start over: give the replication another name, and the stream another topic"
                    + " (topic_template)");
        });
    }
}
