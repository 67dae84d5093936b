package dev.leat.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.Feed;
import dev.leat.testkit.Invocation;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** The connector as it writes to one database. */
record Loading(PostgresDatabase database, Map<String, ?> config) {
    static final ConnectorUnderTest CONNECTOR =
            ConnectorUnderTest.of(PostgresConnector.CONNECTOR, PostgresConnector.class);

    static Loading into(PostgresDatabase database) {
        return new Loading(database, database.settings());
    }

    static StreamChoice stream(String name, Column... columns) {
        return StreamChoice.of(StreamSchema.of(StreamDescriptor.of(name), List.of(columns)));
    }

    Invocation writing(StreamChoice choice) {
        return CONNECTOR.invoke("write").config(config).catalog(StreamChoice.catalog(choice));
    }

    /** Writes a whole stream, its rows given as JSON. */
    Outcome write(StreamChoice choice, String... rows) throws Exception {
        return writing(choice).input(feed(choice, rows)).run();
    }

    static Feed feed(StreamChoice choice, String... rows) {
        Feed feed = new Feed();
        for (String row : rows) {
            feed.row(choice.stream(), row);
        }
        return feed.state(choice.stream(), Json.object()).complete(choice.stream());
    }

    /** Writes a whole stream, which must work. */
    void deliver(StreamChoice choice, String... rows) throws Exception {
        Outcome outcome = write(choice, rows);
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
    }

    /** Writes a stream that must be refused; answers what is said. */
    String refused(int exitCode, StreamChoice choice, String... rows) throws Exception {
        Outcome outcome = write(choice, rows);
        assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(exitCode);
        return outcome.errorText();
    }

    /** The first column of all rows, a line each. */
    String query(String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return query(connection, sql);
        }
    }

    static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            StringBuilder lines = new StringBuilder();
            while (row.next()) {
                lines.append(lines.isEmpty() ? "" : "\n").append(row.getString(1));
            }
            return lines.toString();
        }
    }
}
