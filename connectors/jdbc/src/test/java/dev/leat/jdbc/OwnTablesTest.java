package dev.leat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnTablesTest {
    private static final Identifiers SHORT = new Identifiers('"', 30, true);

    @Test
    void whatADestinationMakesForItselfIsKnown() {
        assertThat(OwnTables.include(OwnTables.STATE)).isTrue();
        for (String table : List.of("t", "Ünïcode \"x\"", "a_name_that_is_cut_to_the_limit_of_the_engine", "a\nb")) {
            TableName staging = OwnTables.staging(SHORT, new TableName("s", table));
            assertThat(staging.schema()).isEqualTo("s");
            assertThat(OwnTables.include(staging.name())).as(staging.name()).isTrue();
            TableName retired = OwnTables.retired(SHORT, new TableName("s", table));
            assertThat(OwnTables.include(retired.name())).as(retired.name()).isTrue();
            assertThat(retired).isNotEqualTo(staging);
        }
    }

    @Test
    void tablesOfTheUsersAreNot() {
        for (String table :
                List.of("orders", "_leat_states", "leat", "x_leat_new", "x_leat_new_12345678_old", "_LEAT")) {
            assertThat(OwnTables.include(table)).as(table).isFalse();
        }
    }
}
