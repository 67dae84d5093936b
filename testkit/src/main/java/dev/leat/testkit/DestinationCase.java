package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.ConfiguredCatalog;
import dev.leat.protocol.DestinationSyncMode;
import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/** What the tests of a destination have at hand. Each test writes to streams of its own. */
interface DestinationCase extends Case {
    AtomicInteger STREAMS = new AtomicInteger();

    @Override
    DestinationSetup suite();

    @Override
    default String side() {
        return "destination";
    }

    /** A stream name that no other test uses. */
    static StreamDescriptor fresh(String hint) {
        return StreamDescriptor.of(hint + "_" + STREAMS.incrementAndGet());
    }

    /** A stream of a number and a text, without key and RID. */
    static StreamChoice plain(String hint) {
        return StreamChoice.of(StreamSchema.of(
                fresh(hint), List.of(Column.required("id", Type.INT64), Column.of("label", Type.TEXT))));
    }

    /** Rows for {@link #plain}, numbered from {@code from} up to but without {@code to}. */
    static List<ObjectNode> rows(int from, int to) {
        List<ObjectNode> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            rows.add(Json.object().put("id", i).put("label", "row " + i));
        }
        return rows;
    }

    static ObjectNode blob(int number) {
        ObjectNode blob = Json.object();
        blob.put("page", number).putObject("deep").put("exact", new java.math.BigDecimal("0.10"));
        return blob;
    }

    default boolean can(DestinationSyncMode mode) throws Exception {
        var modes = connector().spec().supportedDestinationSyncModes();
        return modes != null && modes.contains(mode);
    }

    /** Whether the destination cannot append; then it must say so. */
    default boolean refusesAppend() throws Exception {
        if (!can(DestinationSyncMode.APPEND)) {
            Case.refused(write(new Feed(), plain("append")), 2, "append");
            return true;
        }
        return false;
    }

    default Invocation writing(StreamChoice... choices) {
        return invoke("write").catalog(StreamChoice.catalog(choices));
    }

    default Outcome write(Feed feed, StreamChoice... choices) throws Exception {
        return writing(choices).input(feed).run();
    }

    /** Writes a stream from its beginning to its end, which must work. */
    default Outcome deliver(StreamChoice choice, List<ObjectNode> rows) throws Exception {
        Feed feed = new Feed().rows(choice.stream(), rows).state(choice.stream(), blob(1));
        return Case.ended(write(feed.complete(choice.stream()), choice), 0);
    }

    /** What the command {@code rid} answers for one stream. */
    default Optional<StateMessage> rid(StreamChoice choice) throws Exception {
        return rids(StreamChoice.catalog(choice)).stream().findFirst();
    }

    /** The state that the command {@code rid} answers for one stream, which must have one. */
    default StateMessage answered(StreamChoice choice) throws Exception {
        Optional<StateMessage> state = rid(choice);
        assertThat(state)
                .as("the state that rid answers of %s", choice.stream())
                .isPresent();
        return state.orElseThrow();
    }

    default List<StateMessage> rids(ConfiguredCatalog catalog) throws Exception {
        return Case.ended(invoke("rid").catalog(catalog).run(), 0).states();
    }

    default Optional<StoredTable> table(StreamChoice choice) throws Exception {
        return suite().tables()
                .table(choice.stream().namespace(), choice.stream().name());
    }

    /** Asserts that the destination holds exactly these rows, in whatever order. */
    default void assertStored(StreamChoice choice, List<ObjectNode> expected, String what) throws Exception {
        assertThat(StoredRows.of(table(choice), choice.schema()))
                .as("%s: what is stored of %s", what, choice.stream())
                .isEqualTo(StoredRows.expected(expected, choice.schema()));
    }

    /** Asserts that the destination holds no row of the stream; there may be no table either. */
    default void assertNothingStored(StreamChoice choice, String what) throws Exception {
        if (table(choice).isPresent()) {
            assertStored(choice, List.of(), what);
        }
    }

    /** Asserts that exactly these states were echoed, in this order and unchanged. */
    static void assertEchoed(Outcome outcome, List<StateMessage> expected) {
        assertThat(outcome.states().stream().map(StateEcho::of).toList())
                .as("states echoed\n%s", outcome.story())
                .isEqualTo(expected.stream().map(StateEcho::of).toList());
    }

    /** A process that commits at every state. */
    default Invocation eager(StreamChoice... choices) {
        return connector()
                .with("LEAT_COMMIT_BYTES", "1")
                .invoke("write")
                .config(suite().config())
                .catalog(StreamChoice.catalog(choices));
    }
}
