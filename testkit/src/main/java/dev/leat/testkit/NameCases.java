package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Names that systems trip over: they arrive, or are refused by name. */
interface NameCases extends DestinationCase {
    List<String> FUNKY = List.of(
            "with space",
            "UPPER",
            "camelCase",
            "quote\"d",
            "it's",
            "back`tick",
            "dot.ted",
            "da-sh",
            "dollar$",
            "per%cent",
            "1digit",
            "select",
            "order",
            "user",
            "İstanbul ğüş",
            "表",
            "😀",
            "question?mark",
            ":colon",
            "semi;colon--comment",
            "[bracket]",
            "back\\slash",
            "tab\tbed");

    /** The table has this name, or is found by it. */
    private void arrives(StreamChoice choice, List<ObjectNode> rows, String what) throws Exception {
        Feed feed = new Feed().rows(choice.stream(), rows).state(choice.stream(), DestinationCase.blob(1));
        Outcome outcome = write(feed.complete(choice.stream()), choice);
        if (outcome.exitCode() == 0) {
            Case.ended(outcome, 0);
            assertStored(choice, rows, what);
        } else {
            Case.refused(outcome, 2, choice.stream().name());
            assertNothingStored(choice, what + ", refused");
        }
    }

    @Test
    default void streamsMayHaveAnyName() throws Exception {
        List<StreamChoice> choices = new ArrayList<>();
        Feed feed = new Feed();
        for (String name : FUNKY) {
            StreamChoice choice = DestinationCase.plain("named")
                    .renamed(DestinationCase.fresh(name).name());
            choices.add(choice);
            feed.rows(choice.stream(), DestinationCase.rows(0, 3));
            feed.state(choice.stream(), DestinationCase.blob(1)).complete(choice.stream());
        }
        Outcome outcome = write(feed, choices.toArray(StreamChoice[]::new));
        for (StreamChoice choice : choices) {
            if (outcome.exitCode() == 0) {
                assertStored(choice, DestinationCase.rows(0, 3), "stream with a funky name");
            } else {
                StreamChoice again = choice.renamed(choice.stream().name() + " again");
                arrives(again, DestinationCase.rows(0, 3), "stream with a funky name");
            }
        }
    }

    @Test
    default void columnsMayHaveAnyName() throws Exception {
        List<Column> columns = new ArrayList<>();
        FUNKY.forEach(name -> columns.add(Column.of(name, Type.TEXT)));
        StreamSchema schema = StreamSchema.of(DestinationCase.fresh("columns"), columns);
        ObjectNode row = Json.object();
        FUNKY.forEach(name -> row.put(name, "value of " + name));
        arrives(StreamChoice.of(schema), List.of(row, row), "columns with any name");
    }

    /** As key and RID they go into other statements than the rest. */
    @Test
    default void keysAndRidsMayHaveAnyName() throws Exception {
        if (!declared().rid()) {
            return;
        }
        List<StreamChoice> choices = new ArrayList<>();
        Feed feed = new Feed();
        for (String name : FUNKY) {
            StreamSchema schema = StreamSchema.of(
                            DestinationCase.fresh("key"), List.of(Column.required(name, Type.INT64)))
                    .withKey(name);
            StreamChoice choice = StreamChoice.of(schema).incremental(name, false);
            if (hasNoSuchName(choice)) {
                continue;
            }
            ObjectNode row = Json.object().put(name, 5);
            choices.add(choice);
            feed.row(choice.stream(), row)
                    .rid(choice.stream(), name, row.path(name))
                    .complete(choice.stream());
        }
        StreamChoice[] all = choices.toArray(StreamChoice[]::new);
        for (int run = 0; run < 2; run++) {
            List<StateMessage> states = rids(StreamChoice.catalog(all));
            assertThat(states).as("states before run %s", run).hasSize(run * all.length);
            Case.ended(writing(all).state(states).input(feed).run(), 0);
        }
        for (StreamChoice choice : choices) {
            String name = choice.schema().columns().getFirst().name();
            assertStored(choice, List.of(Json.object().put(name, 5)), "key and RID with a funky name");
        }
    }

    /** Whether the system knows no such name: then it says so. */
    private boolean hasNoSuchName(StreamChoice choice) throws Exception {
        Outcome outcome = invoke("rid").catalog(StreamChoice.catalog(choice)).run();
        if (outcome.exitCode() != 0) {
            Case.refused(outcome, 2, choice.stream().name());
        }
        return outcome.exitCode() != 0;
    }

    /** Systems cut names at 63 or 64 bytes: what was different must stay different, or be refused. */
    @Test
    default void longNamesStayApart() throws Exception {
        String prefix = "a_name_that_is_longer_than_any_system_likes_and_goes_on_and_on_and_on_".repeat(2);
        StreamDescriptor stream = DestinationCase.fresh(prefix);
        StreamChoice one = DestinationCase.plain("long").renamed(stream.name() + "_one");
        StreamChoice two = DestinationCase.plain("long").renamed(stream.name() + "_two");
        Feed feed = new Feed()
                .rows(one.stream(), DestinationCase.rows(0, 3))
                .state(one.stream(), DestinationCase.blob(1))
                .rows(two.stream(), DestinationCase.rows(5, 9))
                .state(two.stream(), DestinationCase.blob(1))
                .complete(one.stream())
                .complete(two.stream());
        Outcome outcome = write(feed, one, two);
        if (outcome.exitCode() != 0) {
            Case.refused(outcome, 2, "_one");
            return;
        }
        assertStored(one, DestinationCase.rows(0, 3), "a long name");
        assertStored(two, DestinationCase.rows(5, 9), "another long name");
        deliver(one, DestinationCase.rows(3, 4));
        assertStored(one, DestinationCase.rows(0, 4), "a long name, found again");
    }

    @Test
    default void columnsThatDifferLateOrInCaseStayApart() throws Exception {
        String prefix = "a_column_that_is_longer_than_any_system_likes_and_goes_on_and_on_and_on";
        List<String> names = List.of("id", "ID", "Id", prefix + "_one", prefix + "_two");
        List<Column> columns =
                names.stream().map(name -> Column.of(name, Type.TEXT)).toList();
        StreamChoice choice = StreamChoice.of(StreamSchema.of(DestinationCase.fresh("alike"), columns));
        ObjectNode row = Json.object();
        names.forEach(name -> row.put(name, "value of " + name));
        Feed feed = new Feed().row(choice.stream(), row).state(choice.stream(), DestinationCase.blob(1));
        Outcome outcome = write(feed.complete(choice.stream()), choice);
        if (outcome.exitCode() != 0) {
            Case.refused(outcome, 2, choice.stream().name());
            assertNothingStored(choice, "columns that are alike, refused");
            return;
        }
        StoredTable table = table(choice).orElseThrow();
        List<String> stored = new ArrayList<>();
        for (int c = 0; c < table.columns().size(); c++) {
            if (!table.columns().get(c).name().startsWith("_leat_")) {
                stored.add(Canonical.text(Shape.TEXT, table.rows().getFirst()[c]));
            }
        }
        assertThat(stored)
                .as("values, whatever the columns are called now")
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(name -> "value of " + name).toList());
    }

    /** A namespace is a part of the name: where the system has nothing of the kind, it says so. */
    @Test
    default void namespacesStayApart() throws Exception {
        String name = DestinationCase.fresh("spaced").name();
        StreamChoice plain = DestinationCase.plain("spaced").renamed(name);
        StreamSchema shape = plain.schema();
        StreamChoice one = StreamChoice.of(StreamSchema.of(new StreamDescriptor(name, "space_one"), shape.columns()));
        StreamChoice two = StreamChoice.of(StreamSchema.of(new StreamDescriptor(name, "space two"), shape.columns()));
        Feed feed = new Feed();
        int from = 0;
        for (StreamChoice choice : List.of(plain, one, two)) {
            feed.rows(choice.stream(), DestinationCase.rows(from, from + 3));
            feed.state(choice.stream(), DestinationCase.blob(1)).complete(choice.stream());
            from += 10;
        }
        Outcome outcome = write(feed, plain, one, two);
        if (outcome.exitCode() != 0) {
            Case.refused(outcome, 2, name);
            return;
        }
        assertStored(plain, DestinationCase.rows(0, 3), "no namespace");
        assertStored(one, DestinationCase.rows(10, 13), "one namespace");
        assertStored(two, DestinationCase.rows(20, 23), "another namespace");
    }

    /** Two streams that would share a table are refused, never mixed. */
    @Test
    default void streamsThatDifferInCaseStayApart() throws Exception {
        String name = DestinationCase.fresh("case").name();
        StreamChoice lower = DestinationCase.plain("case").renamed(name);
        StreamChoice upper = DestinationCase.plain("case").renamed(name.toUpperCase(java.util.Locale.ROOT));
        Feed feed = new Feed()
                .rows(lower.stream(), DestinationCase.rows(0, 3))
                .state(lower.stream(), DestinationCase.blob(1))
                .rows(upper.stream(), DestinationCase.rows(5, 9))
                .state(upper.stream(), DestinationCase.blob(1))
                .complete(lower.stream())
                .complete(upper.stream());
        Outcome outcome = write(feed, lower, upper);
        if (outcome.exitCode() != 0) {
            Case.refused(outcome, 2, name);
            return;
        }
        assertStored(lower, DestinationCase.rows(0, 3), "lower case");
        assertStored(upper, DestinationCase.rows(5, 9), "upper case");
    }
}
