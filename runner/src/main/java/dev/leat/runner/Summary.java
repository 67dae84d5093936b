package dev.leat.runner;

import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one line on stdout that a program reads: a JSON object. In {@code checkpoint} a stream goes by its name; where two
 * replications carry streams of one name, by {@code replication/stream}.
 */
final class Summary {
    private final Results results;
    private final Masking masking;

    Summary(Results results, Masking masking) {
        this.results = results;
        this.masking = masking;
    }

    String line() {
        ObjectNode summary = Json.object();
        summary.put("status", results.status().word());
        summary.put("records_synced", results.synced());
        ObjectNode checkpoints = summary.putObject("checkpoint");
        ArrayNode streams = summary.putArray("streams");
        ArrayNode replications = summary.putArray("replications");
        Set<String> names = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (Results.Replication replication : results.replications()) {
            replication.streams().stream().filter(s -> !names.add(s.name())).forEach(s -> twice.add(s.name()));
        }
        for (Results.Replication replication : results.replications()) {
            replications.add(replication(replication));
            for (Results.Stream stream : replication.streams()) {
                streams.add(stream(replication, stream));
                String key = twice.contains(stream.name()) ? replication.name() + "/" + stream.name() : stream.name();
                if (stream.checkpoint() != null) {
                    checkpoints.set(key, state(stream.checkpoint()));
                }
            }
        }
        error(summary, results.failure());
        return summary.toString();
    }

    private ObjectNode replication(Results.Replication replication) {
        ObjectNode node = Json.object();
        node.put("name", replication.name());
        node.put("source", replication.source());
        node.put("destination", replication.destination());
        node.put("status", replication.status().word());
        node.put("streams", replication.streams().size());
        node.put("records_synced", replication.synced());
        node.put("seconds", seconds(replication.seconds()));
        error(node, replication.failure());
        return node;
    }

    private ObjectNode stream(Results.Replication replication, Results.Stream stream) {
        ObjectNode node = Json.object();
        node.put("name", stream.name());
        node.put("replication", replication.name());
        node.put("status", stream.failure() == null ? "completed" : "failed");
        ObjectNode records = node.putObject("records");
        if (stream.sourceRows() < 0) {
            records.putNull("source");
        } else {
            records.put("source", stream.sourceRows());
        }
        if (stream.counted()) {
            records.put("runner", stream.rows());
        }
        records.put("destination", stream.confirmedRows());
        node.put("bytes", stream.bytes());
        node.put("seconds", seconds(stream.seconds()));
        node.set("checkpoint", stream.checkpoint() == null ? null : state(stream.checkpoint()));
        error(node, stream.failure());
        return node;
    }

    private void error(ObjectNode node, Failure failure) {
        if (failure != null) {
            node.put("error", masking.mask(failure.message()));
            node.put("error_kind", failure.kind().wire());
        }
    }

    private static JsonNode state(StateMessage state) {
        return switch (state.kind()) {
            case STREAM -> state.streamState();
            case GLOBAL -> state.body().path("global");
            case LEGACY -> state.body().path("data");
        };
    }

    private static BigDecimal seconds(double seconds) {
        return BigDecimal.valueOf(seconds).setScale(3, RoundingMode.HALF_UP);
    }
}
