package dev.leat.testkit;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Commands of a connector on one configuration, for a connector's own tests. Immutable. */
public record Runs(ConnectorUnderTest connector, Map<String, ?> config) {

    /** The same with another setting. */
    public Runs with(String key, Object value) {
        Map<String, Object> more = new HashMap<>(config);
        more.put(key, value);
        return new Runs(connector, more);
    }

    public Invocation invoke(String word, StreamChoice... choices) {
        Invocation invocation = connector.invoke(word).config(config);
        return choices.length == 0 ? invocation : invocation.catalog(StreamChoice.catalog(choices));
    }

    public Catalog catalog() throws Exception {
        return Case.only(ended(invoke("discover").run()), Message.Discovered.class)
                .catalog();
    }

    /** A stream as it is discovered. */
    public StreamChoice stream(String name) throws Exception {
        return catalog().streams().stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .map(StreamChoice::of)
                .orElseThrow(() -> new AssertionError("no stream " + name));
    }

    public Outcome read(StreamChoice... choices) throws Exception {
        return invoke("read", choices).run();
    }

    /** All rows of a stream as it is discovered, as JSON, a line each. */
    public String rows(String name) throws Exception {
        StreamChoice choice = stream(name);
        return String.join(
                "\n",
                ended(read(choice)).rows(choice.stream()).stream()
                        .map(Object::toString)
                        .toList());
    }

    /** The values of one column, in the order they were sent, as JSON. */
    public static List<String> column(Outcome outcome, StreamChoice choice, String column) {
        return outcome.rows(choice.stream()).stream()
                .map(row -> row.path(column).toString())
                .toList();
    }

    public static StreamChoice choice(String name, Column... columns) {
        return StreamChoice.of(StreamSchema.of(StreamDescriptor.of(name), List.of(columns)));
    }

    /** A whole stream, its rows given as JSON. */
    public static Feed feed(StreamChoice choice, String... rows) {
        Feed feed = new Feed();
        for (String row : rows) {
            feed.row(choice.stream(), row);
        }
        return feed.state(choice.stream(), Json.object()).complete(choice.stream());
    }

    /** Writes a whole stream. */
    public Outcome write(StreamChoice choice, String... rows) throws Exception {
        return invoke("write", choice).input(feed(choice, rows)).run();
    }

    /** Writes a whole stream, which must work. */
    public void deliver(StreamChoice choice, String... rows) throws Exception {
        ended(write(choice, rows));
    }

    /** Writes a stream that must be refused; answers what is said. */
    public String refused(int exitCode, StreamChoice choice, String... rows) throws Exception {
        return Case.ended(write(choice, rows), exitCode).errorText();
    }

    private static Outcome ended(Outcome outcome) {
        return Case.ended(outcome, 0);
    }

    /** What was logged at a level, one message per line. */
    public static String logs(Outcome outcome, Message.Log.Level level) {
        StringBuilder text = new StringBuilder();
        outcome.messages(Message.Log.class)
                .filter(log -> log.level() == level)
                .forEach(log -> text.append(log.message()).append('\n'));
        return text.toString();
    }
}
