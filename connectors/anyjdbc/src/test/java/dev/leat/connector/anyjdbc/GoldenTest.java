package dev.leat.connector.anyjdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Message;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.EveryType;
import dev.leat.testkit.Golden;
import dev.leat.testkit.H2Server;
import dev.leat.testkit.Invocation;
import dev.leat.testkit.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoldenTest {
    private static final ConnectorUnderTest CONNECTOR =
            ConnectorUnderTest.of(JdbcConnector.CONNECTOR, JdbcConnector.class);

    @Test
    void spec() throws Exception {
        Golden.assertMatches("spec.json", CONNECTOR.invoke("spec").run(), Message.Spec.class);
    }

    private static Invocation invoke(String word, String url) throws Exception {
        return CONNECTOR
                .invoke(word)
                .config(Map.of(
                        "url", url, "driver_jars", List.of(H2Server.driver().toString()), "user", "sa"));
    }

    /** What a destination made is what a source finds: each type comes back, or the nearest that the database has. */
    @Test
    void tablesAndCatalog() throws Exception {
        String url = H2Server.database();
        // The second time the tables are there, and fit what they were made for.
        for (int i = 0; i < 2; i++) {
            Outcome outcome = invoke("write", url)
                    .catalog(EveryType.catalog())
                    .input(EveryType.feed())
                    .run();
            assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        }
        StringBuilder tables = new StringBuilder();
        try (Connection connection = H2Server.connect(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SCRIPT NODATA NOPASSWORDS NOSETTINGS SCHEMA \"golden\"")) {
            while (row.next()) {
                tables.append(row.getString(1).strip()).append('\n');
            }
        }
        Golden.assertMatches("tables.sql", tables.toString().strip());
        Golden.assertMatches("catalog.json", invoke("discover", url).run(), Message.Discovered.class);
    }
}
