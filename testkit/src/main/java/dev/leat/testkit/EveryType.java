package dev.leat.testkit;

import dev.leat.protocol.ConfiguredCatalog;
import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.List;

/** Streams with a column of every type and no rows, to see what tables a destination makes for them. */
public final class EveryType {
    private static final StreamChoice ADDED = StreamChoice.of(new StreamSchema(
                    new StreamDescriptor("every type", "golden"), columns(), List.of("id"), List.of(), -1))
            .incremental("updated_at", false);

    private static final StreamChoice REPLACED = StreamChoice.of(StreamSchema.of(
                            new StreamDescriptor("replaced", "golden"),
                            List.of(Column.required("id", Type.INT64), Column.required("name", Type.TEXT)))
                    .withKey("id", "name"))
            .withoutTechnicalColumns()
            .replace();

    private EveryType() {}

    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>(
                List.of(Column.required("id", Type.INT64), Column.required("updated_at", new Type.Timestamp(6, true))));
        for (Type type : Extremes.types()) {
            columns.add(Column.of(type.toString(), type));
        }
        return columns;
    }

    /** One stream to be added to by its RID, another to be replaced by its key. */
    public static ConfiguredCatalog catalog() {
        return StreamChoice.catalog(ADDED, REPLACED);
    }

    public static Feed feed() {
        Feed feed = new Feed();
        for (StreamChoice choice : List.of(ADDED, REPLACED)) {
            feed.state(choice.stream(), Json.object()).complete(choice.stream());
        }
        return feed;
    }
}
