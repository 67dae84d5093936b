package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Catalog;
import dev.leat.type.Column;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Columns that somebody chooses as RID. */
interface RidChoiceCases extends SourceCase {

    @Test
    default void anIncrementalStreamNeedsARid() throws Exception {
        for (Catalog.Stream stream : catalog().streams()) {
            if (stream.defaultCursorField() == null) {
                Outcome outcome =
                        read(StreamChoice.catalog(StreamChoice.of(stream).incremental(null, false)));
                Case.refused(outcome, 2, "RID", stream.name());
            }
        }
    }

    /** The user may know better than the source which column grows: in its order, or refused by name. */
    @Test
    default void anyColumnMayBeChosenAsRid() throws Exception {
        if (!declared().ridState()) {
            return;
        }
        for (Catalog.Stream stream : catalog().streams()) {
            Set<Class<?>> tried = new HashSet<>();
            for (Column column : StreamChoice.of(stream).schema().columns()) {
                if (!tried.add(column.type().getClass())) {
                    continue;
                }
                if (column.type().isOrdered()) {
                    chosen(stream, column);
                } else {
                    refused(stream, column);
                }
            }
        }
    }

    private void refused(Catalog.Stream stream, Column column) throws Exception {
        Outcome outcome = read(StreamChoice.catalog(StreamChoice.of(stream).incremental(column.name(), false)));
        Case.refused(outcome, 2, "RID", stream.name(), column.name(), "order");
    }

    private void chosen(Catalog.Stream stream, Column column) throws Exception {
        Outcome outcome = read(StreamChoice.catalog(StreamChoice.of(stream).incremental(column.name(), false)));
        if (outcome.exitCode() != 0) {
            assertThat(outcome.exitCode()).as(outcome.story()).isIn(2, 4);
            assertThat(outcome.errorText()).as(outcome.story()).contains(column.name());
            return;
        }
        List<ObjectNode> rows = outcome.rows(stream.descriptor());
        String what = "rows of " + stream.descriptor() + " by " + column.name();
        SourceCase.assertSameRows(rows, everything().rows(stream.descriptor()), what);
        assertThat(rows.stream().map(row -> row.path(column.name())).toList())
                .as(what)
                .isSortedAccordingTo(RidKey.order(column.type()));
    }
}
