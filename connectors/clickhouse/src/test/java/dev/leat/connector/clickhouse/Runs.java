package dev.leat.connector.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.ClickHouseDatabase;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.Feed;
import dev.leat.testkit.Invocation;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The connector as the tests run it on one database. */
record Runs(Map<String, ?> config) {
    static final ConnectorUnderTest CONNECTOR =
            ConnectorUnderTest.of(ClickHouseConnector.CONNECTOR, ClickHouseConnector.class);

    static Runs on(ClickHouseDatabase database) {
        return new Runs(database.settings());
    }

    /** Settings that reach a database, but for one. */
    static Map<String, Object> with(ClickHouseDatabase database, String key, Object value) {
        return with(database.settings(), key, value);
    }

    static Map<String, Object> with(Map<String, ?> settings, String key, Object value) {
        Map<String, Object> more = new HashMap<>(settings);
        more.put(key, value);
        return more;
    }

    Runs with(String key, Object value) {
        return new Runs(with(config, key, value));
    }

    Outcome discovery() throws Exception {
        return CONNECTOR.invoke("discover").config(config).run();
    }

    /** A stream as it is discovered. */
    StreamChoice stream(String name) throws Exception {
        Outcome outcome = discovery();
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        return outcome.lines().stream()
                .flatMap(line -> line.message().stream())
                .filter(Message.Discovered.class::isInstance)
                .flatMap(message -> ((Message.Discovered) message).catalog().streams().stream())
                .filter((Catalog.Stream stream) -> stream.name().equals(name))
                .map(StreamChoice::of)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no stream " + name));
    }

    Invocation reading(StreamChoice... streams) {
        return CONNECTOR.invoke("read").config(config).catalog(StreamChoice.catalog(streams));
    }

    Outcome read(StreamChoice... streams) throws Exception {
        return reading(streams).run();
    }

    /** The values of one column, in the order they were sent, as JSON. */
    static List<String> column(Outcome outcome, StreamChoice stream, String column) {
        return outcome.rows(stream.stream()).stream()
                .map(row -> row.path(column).toString())
                .toList();
    }

    static StreamChoice choice(String name, Column... columns) {
        return StreamChoice.of(StreamSchema.of(StreamDescriptor.of(name), List.of(columns)));
    }

    Invocation writing(StreamChoice choice) {
        return CONNECTOR.invoke("write").config(config).catalog(StreamChoice.catalog(choice));
    }

    /** Writes a whole stream, its rows given as JSON. */
    Outcome write(StreamChoice choice, String... rows) throws Exception {
        return writing(choice).input(feed(choice, rows)).run();
    }

    static Feed feed(StreamChoice choice, String... rows) {
        Feed feed = new Feed();
        for (String row : rows) {
            feed.row(choice.stream(), row);
        }
        return feed.state(choice.stream(), Json.object()).complete(choice.stream());
    }

    /** Writes a whole stream, which must work. */
    void deliver(StreamChoice choice, String... rows) throws Exception {
        Outcome outcome = write(choice, rows);
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
    }

    /** Writes a stream that must be refused; answers what is said. */
    String refused(int exitCode, StreamChoice choice, String... rows) throws Exception {
        Outcome outcome = write(choice, rows);
        assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(exitCode);
        return outcome.errorText();
    }

    /** What was logged at a level, one message per line. */
    static String logs(Outcome outcome, Message.Log.Level level) {
        StringBuilder text = new StringBuilder();
        for (var line : outcome.lines()) {
            if (line.message().orElse(null) instanceof Message.Log log && log.level() == level) {
                text.append(log.message()).append('\n');
            }
        }
        return text.toString();
    }
}
