package dev.leat.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Message;
import dev.leat.testkit.EveryType;
import dev.leat.testkit.Golden;
import dev.leat.testkit.MysqlServer;
import dev.leat.testkit.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GoldenTest {
    @Test
    void spec() throws Exception {
        Golden.assertMatches("spec.json", Databases.CONNECTOR.invoke("spec").run(), Message.Spec.class);
    }

    /** What a destination made is what a source finds: each type comes back, or the nearest that the server has. */
    @ParameterizedTest
    @EnumSource
    void tablesAndCatalog(MysqlServer flavour) throws Exception {
        boolean mysql = flavour == MysqlServer.MYSQL;
        Trial trial = Trial.on(flavour, GoldenTest.class);
        try {
            Outcome outcome = Databases.CONNECTOR
                    .invoke("write")
                    .config(trial.config())
                    .catalog(EveryType.catalog())
                    .input(EveryType.feed())
                    .run();
            assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
            Golden.assertMatches(
                    mysql ? "mysql-tables.sql" : "mariadb-tables.sql",
                    shown(trial, "every type") + "\n" + shown(trial, "replaced"));
            Golden.assertMatches(
                    mysql ? "mysql-catalog.json" : "mariadb-catalog.json",
                    Databases.CONNECTOR
                            .invoke("discover")
                            .config(trial.with("database", "golden").config())
                            .run(),
                    Message.Discovered.class);
        } finally {
            trial.execute("DROP DATABASE IF EXISTS golden");
        }
    }

    private static String shown(Trial trial, String table) throws Exception {
        try (Connection connection = trial.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW CREATE TABLE golden.`" + table + "`")) {
            row.next();
            // What follows is the server's, and differs with its version.
            return row.getString(2).replaceFirst("\\) ENGINE=.*", ");");
        }
    }
}
