package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgresServerTest {
    @Test
    void eachClassHasADatabaseOfItsOwn() throws SQLException {
        PostgresDatabase one = PostgresServer.database(PostgresServerTest.class);
        PostgresDatabase two = PostgresServer.database(PostgresServerTest.class);
        one.execute("CREATE TABLE t (id int)");
        two.execute("CREATE TABLE t (id text)");
        assertThat(one.port()).isEqualTo(two.port());
        assertThat(new PostgresTables(one).names()).containsExactly("public.t");
    }

    @Test
    void theServerIsSetUpForTests() throws SQLException {
        try (Connection connection =
                        PostgresServer.database(PostgresServerTest.class).connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('max_prepared_transactions')::int,"
                        + " current_setting('server_encoding'), current_setting('server_version_num')::int")) {
            row.next();
            assertThat(row.getInt(1)).isPositive();
            assertThat(row.getString(2)).isEqualTo("UTF8");
            assertThat(row.getInt(3)).isGreaterThanOrEqualTo(140_000);
        }
    }
}
