package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.Catalog.RidCandidate;
import dev.leat.protocol.ConfiguredCatalog;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.SyncMode;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What the tests of a source have at hand. */
interface SourceCase extends Case {
    @Override
    SourceSetup suite();

    @Override
    default String side() {
        return "source";
    }

    /** The streams, discovered once. */
    Catalog catalog() throws Exception;

    /** Everything, read once in full. */
    Outcome everything() throws Exception;

    /** What a read by that RID says of its stream, with a state every few rows; read once. */
    List<Line> manyStates(Resumable resumable) throws Exception;

    /** A stream and a column it can be resumed by. */
    record Resumable(Catalog.Stream stream, RidCandidate rid) {
        StreamChoice choice() {
            return StreamChoice.of(stream).incremental(rid.column(), rid.unique());
        }

        StreamDescriptor descriptor() {
            return stream.descriptor();
        }

        @Override
        public String toString() {
            return stream.descriptor() + " by " + rid.column();
        }
    }

    default Outcome read(ConfiguredCatalog catalog) throws Exception {
        return invoke("read").catalog(catalog).run();
    }

    /** All streams, in full. */
    default ConfiguredCatalog all() throws Exception {
        return StreamChoice.catalog(
                catalog().streams().stream().map(StreamChoice::of).toArray(StreamChoice[]::new));
    }

    /** Every pair of a stream and a RID column it offers. */
    default List<Resumable> resumables() throws Exception {
        return catalog().streams().stream().flatMap(SourceCase::resumables).toList();
    }

    /** The RID columns that one stream offers. */
    static Stream<Resumable> resumables(Catalog.Stream stream) {
        if (stream.leat() != null && stream.leat().rids() != null) {
            return stream.leat().rids().stream().map(rid -> new Resumable(stream, rid));
        }
        boolean incremental = stream.supportedSyncModes().contains(SyncMode.INCREMENTAL);
        return incremental
                        && stream.defaultCursorField() != null
                        && stream.defaultCursorField().size() == 1
                ? Stream.of(new Resumable(
                        stream, new RidCandidate(stream.defaultCursorField().getFirst(), false, false)))
                : Stream.empty();
    }

    /** A stream that has rows, the one with the most columns. */
    default Catalog.Stream widest() throws Exception {
        return catalog().streams().stream()
                .filter(stream -> !suite().expectsNothingOf(stream.name()))
                .max((a, b) -> width(a) - width(b))
                .orElseThrow();
    }

    private static int width(Catalog.Stream stream) {
        return stream.jsonSchema().path("properties").size();
    }

    /** Both have the same rows, however often each and in whatever order. */
    static void assertSameRows(List<ObjectNode> actual, List<ObjectNode> expected, String what) {
        assertThat(texts(actual)).as(what).isEqualTo(texts(expected));
    }

    private static List<String> texts(List<ObjectNode> rows) {
        return rows.stream().map(ObjectNode::toString).sorted().toList();
    }
}
