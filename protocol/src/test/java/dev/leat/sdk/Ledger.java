package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.row.Batch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A destination with transactions, kept in memory, whose committed content tests can look at between calls. */
final class Ledger implements Destination, RidReader, StateStore {
    record Config(String name, String secret) {}

    static final Map<String, Ledger> OPEN = new HashMap<>();

    Map<StreamDescriptor, List<String>> committed = new HashMap<>();
    Map<StreamDescriptor, List<String>> current = new HashMap<>();
    final List<StateMessage> states = new ArrayList<>();
    final List<String> opened = new ArrayList<>();
    int commits;

    static Connector<Config> connector() {
        return Connector.destination(
                "ledger",
                Config.class,
                (config, resources) -> OPEN.computeIfAbsent(config.name(), name -> new Ledger()),
                Ability.APPEND,
                Ability.REPLACE,
                Ability.RID,
                Ability.STORED_STATE);
    }

    List<String> rows(String stream) {
        return committed.getOrDefault(StreamDescriptor.of(stream), List.of());
    }

    @Override
    public StreamWriter open(WritePlan plan) {
        StreamDescriptor stream = plan.schema().stream();
        opened.add(stream.name());
        boolean replace = plan.mode() == WriteMode.REPLACE;
        List<String> rows = replace ? new ArrayList<>() : current.computeIfAbsent(stream, s -> new ArrayList<>());
        return new StreamWriter() {
            @Override
            public void write(Batch batch) {
                while (batch.next()) {
                    String text = batch.rawAt(0).toString();
                    if (text.equals("\"poison\"") || text.equals("666")) {
                        throw ConnectorException.data("poison");
                    }
                    (replace ? rows : current.computeIfAbsent(stream, s -> new ArrayList<>())).add(text);
                }
            }

            @Override
            public void dropBoundary() {
                String last = lastRid(plan).orElseThrow().toString();
                current.get(stream).removeIf(last::equals);
            }

            @Override
            public void complete() {
                if (replace) {
                    current.put(stream, rows);
                }
            }

            @Override
            public void abort() {}
        };
    }

    @Override
    public void commit(List<StateMessage> stored) {
        committed = copy(current);
        states.addAll(stored);
        commits++;
    }

    @Override
    public void rollback() {
        current = copy(committed);
    }

    private static Map<StreamDescriptor, List<String>> copy(Map<StreamDescriptor, List<String>> rows) {
        Map<StreamDescriptor, List<String>> copy = new HashMap<>();
        rows.forEach((stream, list) -> copy.put(stream, new ArrayList<>(list)));
        return copy;
    }

    @Override
    public Optional<JsonNode> lastRid(WritePlan plan) {
        List<String> rows = committed.getOrDefault(plan.schema().stream(), List.of());
        return rows.isEmpty() ? Optional.empty() : Optional.of(Json.parse(rows.getLast()));
    }

    @Override
    public List<StateMessage> storedStates(List<WritePlan> streams) {
        return states.isEmpty() ? List.of() : List.of(states.getLast());
    }
}
