package dev.leat.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.Message;
import dev.leat.protocol.StateMessage;
import dev.leat.testkit.Invocation;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The connector as it reads topics, with a configuration of the test's choice. */
record Reading(Topics topics, Map<String, Object> config) {
    static Reading of(Topics topics) {
        return new Reading(topics, topics.config());
    }

    Reading with(String key, Object value) {
        return new Reading(topics, Topics.with(config, key, value));
    }

    /** With options of one topic. */
    Reading stream(String topic, Map<String, ?> options) {
        return with("streams", Map.of(topics.name(topic), options));
    }

    /** The stream of a topic, as discovered. */
    StreamChoice choice(String topic) throws Exception {
        Outcome outcome = Topics.CONNECTOR.invoke("discover").config(config).run();
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        Catalog.Stream stream = outcome.lines().stream()
                .flatMap(line -> line.message().stream())
                .filter(Message.Discovered.class::isInstance)
                .flatMap(message -> ((Message.Discovered) message).catalog().streams().stream())
                .filter(found -> found.name().equals(topics.name(topic)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no stream " + topic));
        return StreamChoice.of(stream);
    }

    Invocation invocation(StreamChoice choice) {
        return Topics.CONNECTOR.invoke("read").config(config).catalog(StreamChoice.catalog(choice));
    }

    Outcome read(String topic) throws Exception {
        return invocation(choice(topic)).run();
    }

    /** Reads on from where another read ended. */
    Outcome readOn(String topic, Outcome before) throws Exception {
        StreamChoice choice = choice(topic);
        return invocation(choice)
                .state(List.of(before.states(choice.stream()).getLast()))
                .run();
    }

    Outcome readFrom(String topic, String place) throws Exception {
        StreamChoice choice = choice(topic);
        ObjectNode state = (ObjectNode) dev.leat.protocol.Json.parse(
                "{\"rid\":{\"column\":\"offset\",\"per\":\"partition\",\"value\":" + place + "}}");
        return invocation(choice)
                .state(List.of(StateMessage.ofStream(choice.stream(), state)))
                .run();
    }

    /** The values of one column, in the order they were sent, as JSON. */
    static List<String> column(Outcome outcome, String column) {
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        return rows(outcome).stream().map(row -> row.path(column).toString()).toList();
    }

    static List<ObjectNode> rows(Outcome outcome) {
        return outcome.lines().stream()
                .flatMap(line -> line.message().stream())
                .filter(Message.Record.class::isInstance)
                .map(message -> ((Message.Record) message).data())
                .toList();
    }

    /** What was warned of. */
    static String warnings(Outcome outcome) {
        return outcome.lines().stream()
                .flatMap(line -> line.message().stream())
                .filter(message -> message instanceof Message.Log log && log.level() == Message.Log.Level.WARN)
                .map(message -> ((Message.Log) message).message())
                .collect(Collectors.joining("\n"));
    }

    static void refused(Outcome outcome, int exitCode, String... words) {
        assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(exitCode);
        assertThat(outcome.errorText()).contains(words);
    }
}
