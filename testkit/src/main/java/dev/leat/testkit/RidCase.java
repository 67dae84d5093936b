package dev.leat.testkit;

import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What the tests of resuming have at hand. */
interface RidCase extends DestinationCase {

    /** A stream with the RID {@code at}, which rows share, and without a key. */
    static StreamChoice tied(String hint) {
        return StreamChoice.of(StreamSchema.of(
                        DestinationCase.fresh(hint),
                        List.of(Column.required("at", Type.INT64), Column.of("label", Type.TEXT))))
                .incremental("at", false);
    }

    static StreamChoice unique(String hint) {
        return StreamChoice.of(StreamSchema.of(
                                DestinationCase.fresh(hint),
                                List.of(Column.required("at", Type.INT64), Column.of("label", Type.TEXT)))
                        .withKey("at"))
                .incremental("at", true);
    }

    static List<ObjectNode> at(int... rids) {
        List<ObjectNode> rows = new ArrayList<>();
        for (int rid : rids) {
            rows.add(Json.object().put("at", rid).put("label", "n" + rows.size() + " of " + rid));
        }
        return rows;
    }

    static Feed feed(StreamChoice choice, List<ObjectNode> rows) {
        Feed feed = new Feed().rows(choice.stream(), rows);
        if (!rows.isEmpty()) {
            feed.rid(choice.stream(), "at", rows.getLast().path("at"));
        }
        return feed.complete(choice.stream());
    }

    default boolean refusesRid() throws Exception {
        if (declared().rid()) {
            return false;
        }
        if (!declared().storedState()) {
            Outcome outcome = invoke("rid")
                    .catalog(StreamChoice.catalog(unique("refused")))
                    .run();
            Case.refused(outcome, 2, "how far");
        }
        return true;
    }

    /** What a run does: ask, and write with what was answered. */
    default Outcome next(StreamChoice choice, List<ObjectNode> rows) throws Exception {
        List<StateMessage> states = rids(StreamChoice.catalog(choice));
        return writing(choice).state(states).input(feed(choice, rows)).run();
    }
}
