package dev.leat.connector.duckdb;

import dev.leat.jdbc.DatabaseFile;
import dev.leat.jdbc.Dialect;
import dev.leat.jdbc.Identifiers;
import dev.leat.jdbc.JdbcDestination;
import dev.leat.jdbc.JdbcSource;
import dev.leat.jdbc.LastRid;
import dev.leat.jdbc.Reading;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableName;
import dev.leat.jdbc.Transactions;
import dev.leat.jdbc.Writing;
import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Destination;
import dev.leat.sdk.Resources;
import dev.leat.sdk.Source;
import dev.leat.type.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.Function;
import org.duckdb.DuckDBDriver;

/** Opens a database file, for reading or for writing. */
final class DuckdbFile {
    /** The schema of streams that come from none. */
    private static final String MAIN = "main";

    private DuckdbFile() {}

    static Source source(DuckdbConfig config, Resources resources) throws IOException {
        new DatabaseFile(config.path(), "DuckDB").checkThere();
        Connection connection = connect(config, true, resources);
        Dialect dialect = dialect(config, connection, ColumnTypes::read);
        return new JdbcSource(connection, dialect, new Reading(DuckdbFile::snapshot, new JoinedRows(), RidBound::of));
    }

    static Destination destination(DuckdbConfig config, Resources resources) throws IOException {
        new DatabaseFile(config.path(), "DuckDB").checkWritable();
        Connection connection = connect(config, false, resources);
        Dialect dialect = dialect(config, connection, ColumnTypes::written);
        Writing writing = new Writing(
                ColumnTypes::of,
                (column, type) -> "ALTER COLUMN " + column + " TYPE " + type,
                LastRid.byLiteral(RidBound::literal),
                Transactions.byStatement("BEGIN TRANSACTION"),
                // Whoever has opened the file to write has it alone.
                table -> {},
                new TableSwap(dialect.identifiers()),
                new ArrowLoader(dialect.identifiers()),
                // An index is kept in memory as a whole, and makes loading several times as slow.
                false);
        return new JdbcDestination(connection, dialect, writing);
    }

    private static Dialect dialect(DuckdbConfig config, Connection connection, Function<String, Type> types) {
        Failures errors = new Failures(config.path());
        // A schema of the file's own name is not told from the file. Beyond that, names have no length limit, and
        // differ
        // by more than their capitals.
        String catalog = new Sql(connection, errors)
                .text("ask for the database's name", "SELECT current_database()")
                .orElseThrow();
        return new Dialect(
                new Identifiers('"', 0, Identifiers.Alphabet.BYTES, false, catalog),
                stream -> new TableName(stream.namespace() == null ? MAIN : stream.namespace(), stream.name()),
                new DuckdbCatalog(types),
                RidBound::ordered,
                errors);
    }

    private static Connection connect(DuckdbConfig config, boolean readOnly, Resources resources) throws IOException {
        if (config.path().toString().indexOf(';') >= 0) {
            throw ConnectorException.config(
                    "\"path\": DuckDB's driver takes what follows a semicolon for settings; rename " + config.path());
        }
        Properties settings = new Properties();
        settings.setProperty("memory_limit", config.memoryLimit());
        settings.setProperty(
                "threads",
                String.valueOf(Math.min(config.threads(), Runtime.getRuntime().availableProcessors())));
        if (config.tempDirectory() != null) {
            settings.setProperty("temp_directory", config.tempDirectory().toString());
        }
        // What a file makes DuckDB want to fetch from its makers, it does not get.
        settings.setProperty("autoinstall_known_extensions", "false");
        // Else a result is held in memory as a whole.
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        if (readOnly) {
            settings.setProperty(DuckDBDriver.DUCKDB_READONLY_PROPERTY, "true");
        }
        try {
            if (!readOnly && !Files.exists(config.path())) {
                NewFile.make(config.path(), settings);
            }
            Connection connection = resources.add(
                    new DuckDBDriver().connect("jdbc:duckdb:" + config.path().toAbsolutePath(), settings));
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
            }
            return connection;
        } catch (SQLException e) {
            throw new Failures(config.path()).of(e, "open the database");
        }
    }

    /** A transaction sees what was there when it began. */
    private static void snapshot(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN TRANSACTION");
        }
    }
}
