package dev.leat.connector.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.Message;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.Feed;
import dev.leat.testkit.Invocation;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Commands of the files connector on one configuration. */
record Runs(Map<String, Object> config) {
    static final ConnectorUnderTest CONNECTOR = ConnectorUnderTest.of(FilesConnector.CONNECTOR, FilesConnector.class);

    static Runs on(Object path, Object... more) {
        Map<String, Object> config = new LinkedHashMap<>(Map.of("path", path.toString()));
        for (int i = 0; i < more.length; i += 2) {
            config.put((String) more[i], more[i + 1]);
        }
        return new Runs(config);
    }

    Outcome write(Feed feed, StreamChoice... choices) throws Exception {
        return CONNECTOR
                .invoke("write")
                .config(config)
                .catalog(StreamChoice.catalog(choices))
                .input(feed)
                .run();
    }

    /** Writes a whole stream. */
    void deliver(StreamChoice choice, List<ObjectNode> rows) throws Exception {
        Feed feed = new Feed().rows(choice.stream(), rows).state(choice.stream(), blob());
        ended(write(feed.complete(choice.stream()), choice), 0);
    }

    private static JsonNode blob() {
        return dev.leat.protocol.Json.object().put("at", 1);
    }

    /** A command about to be run as a process. */
    Invocation process(String word, StreamChoice choice) {
        return CONNECTOR.asProcess().invoke(word).config(config).catalog(StreamChoice.catalog(choice));
    }

    /** The last RID in the destination; null if there is none. */
    JsonNode rid(StreamChoice choice) throws Exception {
        Outcome outcome = CONNECTOR
                .invoke("rid")
                .config(config)
                .catalog(StreamChoice.catalog(choice))
                .run();
        List<StateMessage> states = ended(outcome, 0).states();
        return states.isEmpty()
                ? null
                : states.getFirst().streamState().path("rid").path("value");
    }

    Outcome discover() throws Exception {
        return CONNECTOR.invoke("discover").config(config).run();
    }

    Catalog catalog() throws Exception {
        return ((Message.Discovered) ended(discover(), 0).lines().stream()
                        .flatMap(line -> line.message().stream())
                        .filter(Message.Discovered.class::isInstance)
                        .findFirst()
                        .orElseThrow())
                .catalog();
    }

    Catalog.Stream stream(String name) throws Exception {
        return catalog().streams().stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Outcome read(StreamChoice choice) throws Exception {
        return CONNECTOR
                .invoke("read")
                .config(config)
                .catalog(StreamChoice.catalog(choice))
                .run();
    }

    /** All rows of a stream as it is discovered. */
    List<ObjectNode> rows(String name) throws Exception {
        StreamChoice choice = StreamChoice.of(stream(name));
        return ended(read(choice), 0).rows(choice.stream());
    }

    static StreamDescriptor descriptor(String name) {
        return StreamDescriptor.of(name);
    }

    static Outcome ended(Outcome outcome, int exitCode) {
        assertThat(outcome.exitCode())
                .as(outcome.what() + ": " + outcome.errorText() + outcome.stderr())
                .isEqualTo(exitCode);
        return outcome;
    }

    /** Asserts that a command was refused with these words. */
    static void refused(Outcome outcome, int exitCode, String... words) {
        ended(outcome, exitCode);
        assertThat(outcome.errorText()).contains(words);
    }
}
