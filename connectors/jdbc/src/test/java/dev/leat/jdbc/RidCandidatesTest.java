package dev.leat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Catalog.RidCandidate;
import dev.leat.type.Type;
import java.util.List;
import org.junit.jupiter.api.Test;

class RidCandidatesTest {
    private static final Type TIME = new Type.Timestamp(6, true);

    private static Table.Column column(String name, Type type, boolean nullable) {
        return new Table.Column(name, type, "", nullable, nullable, false);
    }

    private static List<RidCandidate> candidates(List<String> key, List<List<String>> unique, Table.Column... columns) {
        return RidCandidates.of(new Table(new TableName(null, "t"), List.of(columns), key, unique, -1));
    }

    @Test
    void theBestComeFirst() {
        assertThat(candidates(
                        List.of("id"),
                        List.of(List.of("number"), List.of("logged")),
                        column("created_at", TIME, false),
                        column("updated_at", TIME, false),
                        column("logged", TIME, false),
                        column("number", Type.INT32, false),
                        column("id", Type.INT64, false)))
                .containsExactly(
                        new RidCandidate("id", true, false),
                        new RidCandidate("number", true, false),
                        new RidCandidate("logged", true, false),
                        new RidCandidate("updated_at", false, false),
                        new RidCandidate("created_at", false, false));
    }

    @Test
    void whatTheEngineNumbersIsBeforeWhatOthersNumber() {
        assertThat(candidates(
                        List.of("id"),
                        List.of(List.of("number")),
                        column("id", Type.INT64, false),
                        new Table.Column("number", Type.INT64, "", false, true, false)))
                .containsExactly(new RidCandidate("number", true, false), new RidCandidate("id", true, false));
    }

    @Test
    void whatMayBeNullComesLastAndIsMarked() {
        assertThat(candidates(
                        List.of(),
                        List.of(List.of("number")),
                        column("number", Type.INT32, true),
                        column("LastModified", TIME, true),
                        column("Last_Modified", TIME, false)))
                .containsExactly(
                        new RidCandidate("Last_Modified", false, false), new RidCandidate("number", true, true));
    }

    @Test
    void onePartOfAKeyIsNotUnique() {
        assertThat(candidates(
                        List.of("order", "line"),
                        List.of(List.of("line", "order")),
                        column("order", Type.INT64, false),
                        column("line", Type.INT16, false)))
                .isEmpty();
    }

    @Test
    void otherTypesAndNamesDoNot() {
        assertThat(candidates(
                        List.of("code"),
                        List.of(List.of("amount")),
                        column("code", Type.TEXT, false),
                        column("amount", new Type.Decimal(10, 2), false),
                        column("updated", Type.TEXT, false),
                        column("quantity", Type.INT32, false)))
                .isEmpty();
    }
}
