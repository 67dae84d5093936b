package dev.leat.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.Feed;
import dev.leat.testkit.Invocation;
import dev.leat.testkit.MysqlDatabase;
import dev.leat.testkit.MysqlServer;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The connector as it reads and writes one database, with a configuration of the test's choice. */
record Trial(MysqlDatabase database, Map<String, Object> config) {

    /** On a database of its own. */
    static Trial on(MysqlServer flavour, Class<?> test) {
        MysqlDatabase database = flavour.database(test);
        return new Trial(database, database.settings());
    }

    Trial with(String key, Object value) {
        return new Trial(database, Databases.with(config, key, value));
    }

    boolean isMariadb() {
        return database.flavour() == MysqlServer.MARIADB;
    }

    /** An account with these privileges on the database, and what is said of others. */
    Trial as(String privileges, String... more) throws SQLException {
        String user = database.name().substring(0, Math.min(20, database.name().length())) + "_u";
        database.execute("CREATE USER '" + user + "' IDENTIFIED BY 'pass-Word1'; GRANT " + privileges + " ON `"
                + database.name() + "`.* TO '" + user + "'");
        for (String statement : more) {
            database.execute(statement.replace("USER", "'" + user + "'"));
        }
        return with("user", user).with("password", "pass-Word1");
    }

    Catalog.Stream stream(String name) throws Exception {
        Outcome outcome = Databases.CONNECTOR.invoke("discover").config(config).run();
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        return outcome.lines().stream()
                .flatMap(line -> line.message().stream())
                .filter(Message.Discovered.class::isInstance)
                .flatMap(message -> ((Message.Discovered) message).catalog().streams().stream())
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no stream " + name));
    }

    StreamChoice table(String name) throws Exception {
        return StreamChoice.of(stream(name));
    }

    Invocation reading(StreamChoice... streams) {
        return Databases.CONNECTOR.invoke("read").config(config).catalog(StreamChoice.catalog(streams));
    }

    Outcome read(StreamChoice... streams) throws Exception {
        return reading(streams).run();
    }

    /** The values of one column, in the order they were sent, as JSON. */
    static List<String> column(Outcome outcome, StreamChoice stream, String column) {
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        return outcome.rows(stream.stream()).stream()
                .map(row -> row.path(column).toString())
                .toList();
    }

    /** Everything that was said but the rows. */
    static String story(Outcome outcome) {
        return outcome.lines().stream()
                .filter(line -> !(line.message().orElse(null) instanceof Message.Record))
                .map(line -> line.text())
                .collect(Collectors.joining("\n"));
    }

    static StreamChoice stream(String name, Column... columns) {
        return StreamChoice.of(StreamSchema.of(StreamDescriptor.of(name), List.of(columns)));
    }

    Invocation writing(StreamChoice choice) {
        return Databases.CONNECTOR.invoke("write").config(config).catalog(StreamChoice.catalog(choice));
    }

    /** Writes a whole stream, its rows given as JSON. */
    Outcome write(StreamChoice choice, String... rows) throws Exception {
        Feed feed = new Feed();
        for (String row : rows) {
            feed.row(choice.stream(), row);
        }
        feed.state(choice.stream(), Json.object()).complete(choice.stream());
        return writing(choice).input(feed).run();
    }

    void deliver(StreamChoice choice, String... rows) throws Exception {
        Outcome outcome = write(choice, rows);
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
    }

    /** Writes a stream that must be refused; answers what is said. */
    String refused(int exitCode, StreamChoice choice, String... rows) throws Exception {
        Outcome outcome = write(choice, rows);
        assertThat(outcome.exitCode()).as(story(outcome)).isEqualTo(exitCode);
        return outcome.errorText();
    }

    void execute(String sql) throws SQLException {
        database.execute(sql);
    }

    String query(String sql) throws SQLException {
        return database.query(sql);
    }

    /** A session that has begun a transaction. */
    Session begin(String... statements) throws SQLException {
        Session session = new Session(database.connect());
        session.connection.setAutoCommit(false);
        session.run(statements);
        return session;
    }

    record Session(Connection connection) implements AutoCloseable {
        void run(String... statements) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }

        @Override
        public void close() throws SQLException {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.close();
            }
        }
    }
}
