package dev.leat.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.Message;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.Invocation;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.StreamChoice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The connector as it reads one database, with a configuration of the test's choice. */
record Reading(Map<String, Object> config) {
    static final ConnectorUnderTest CONNECTOR =
            ConnectorUnderTest.of(PostgresConnector.CONNECTOR, PostgresConnector.class);

    static Reading of(PostgresDatabase database) {
        return new Reading(database.settings());
    }

    Reading with(String key, Object value) {
        Map<String, Object> more = new HashMap<>(config);
        more.put(key, value);
        return new Reading(more);
    }

    Outcome discovery() throws Exception {
        return CONNECTOR.invoke("discover").config(config).run();
    }

    List<Catalog.Stream> discover() throws Exception {
        Outcome outcome = discovery();
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        return outcome.lines().stream()
                .flatMap(line -> line.message().stream())
                .filter(Message.Discovered.class::isInstance)
                .flatMap(message -> ((Message.Discovered) message).catalog().streams().stream())
                .toList();
    }

    /** The stream of that table in schema public, as discovered. */
    StreamChoice table(String name) throws Exception {
        return StreamChoice.of(stream(name));
    }

    Catalog.Stream stream(String name) throws Exception {
        return discover().stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no stream " + name));
    }

    Invocation reading(StreamChoice... streams) {
        return CONNECTOR.invoke("read").config(config).catalog(StreamChoice.catalog(streams));
    }

    Outcome read(StreamChoice... streams) throws Exception {
        return reading(streams).run();
    }

    Outcome resume(Outcome last, StreamChoice stream) throws Exception {
        List<StateMessage> states = last.states(stream.stream());
        return reading(stream).state(List.of(states.getLast())).run();
    }

    /** The values of one column, in the order they were sent, as JSON. */
    static List<String> column(Outcome outcome, StreamChoice stream, String column) {
        return outcome.rows(stream.stream()).stream()
                .map(row -> row.path(column).toString())
                .toList();
    }

    /** The log messages of a level, one per line. */
    static String logs(Outcome outcome, Message.Log.Level level) {
        StringBuilder text = new StringBuilder();
        for (var line : outcome.lines()) {
            if (line.message().orElse(null) instanceof Message.Log log && log.level() == level) {
                text.append(log.message()).append('\n');
            }
        }
        return text.toString();
    }

    static StreamDescriptor inPublic(String table) {
        return new StreamDescriptor(table, "public");
    }
}
