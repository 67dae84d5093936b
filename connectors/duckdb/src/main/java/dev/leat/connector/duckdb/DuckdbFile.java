package dev.leat.connector.duckdb;

import dev.leat.jdbc.DatabaseFile;
import dev.leat.jdbc.Dialect;
import dev.leat.jdbc.Identifiers;
import dev.leat.jdbc.JdbcDestination;
import dev.leat.jdbc.JdbcSource;
import dev.leat.jdbc.LastRid;
import dev.leat.jdbc.Reading;
import dev.leat.jdbc.Rename;
import dev.leat.jdbc.SameTransaction;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.SqlErrors;
import dev.leat.jdbc.Transactions;
import dev.leat.jdbc.Writing;
import dev.leat.sdk.Destination;
import dev.leat.sdk.Resources;
import dev.leat.sdk.Source;
import dev.leat.type.Type;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Function;
import org.duckdb.DuckDBDriver;

/** Opens a database file, for reading or for writing. */
final class DuckdbFile {
    /** The schema of streams that come from none. */
    private static final String MAIN = "main";

    private static final String BEGIN = "BEGIN TRANSACTION";

    private DuckdbFile() {}

    static Source source(DuckdbConfig config, Resources resources) throws IOException {
        DatabaseFile file = new DatabaseFile(config.path(), "DuckDB", ';');
        file.checkThere();
        Properties settings = settings(config);
        settings.setProperty(DuckDBDriver.DUCKDB_READONLY_PROPERTY, "true");
        Sql sql = connect(file, settings, resources);
        // A transaction sees what was there when it began.
        Reading.Snapshot snapshot = Reading.Snapshot.byStatements(BEGIN);
        return new JdbcSource(
                sql.connection(),
                dialect(sql, ColumnTypes::read),
                new Reading(snapshot, new JoinedRows(), RidBound::of));
    }

    static Destination destination(DuckdbConfig config, Resources resources) throws IOException {
        DatabaseFile file = new DatabaseFile(config.path(), "DuckDB", ';');
        file.checkWritable();
        Sql sql = connect(file, settings(config), resources);
        Dialect dialect = dialect(sql, ColumnTypes::written);
        Identifiers identifiers = dialect.identifiers();
        // An index is kept in memory as a whole, and makes loading several times as slow.
        boolean indexed = false;
        Writing writing = new Writing(
                ColumnTypes::of,
                (column, type) -> "ALTER COLUMN " + column + " TYPE " + type,
                LastRid.byLiteral(RidBound::literal),
                Transactions.byStatement(BEGIN),
                // Whoever has opened the file to write has it alone.
                table -> {},
                new Rename(
                        identifiers,
                        DuckdbCatalog::areAlike,
                        new SameTransaction(identifiers, ColumnTypes::of, indexed)),
                new ArrowLoader(identifiers),
                indexed);
        return new JdbcDestination(sql.connection(), dialect, writing);
    }

    private static Dialect dialect(Sql sql, Function<String, Type> types) {
        // A schema of the file's own name is not told from the file. Beyond that, names have no length limit, and
        // differ by more than their capitals.
        String catalog = sql.text("ask for the database's name", "SELECT current_database()")
                .orElseThrow();
        Identifiers identifiers = new Identifiers('"', 0, Identifiers.Alphabet.BYTES, false, catalog);
        return new Dialect(
                identifiers,
                stream -> identifiers.table(stream, MAIN),
                DuckdbCatalog.inspector(types),
                RidBound::ordered,
                sql::failed);
    }

    private static Properties settings(DuckdbConfig config) {
        int threads = Math.min(config.threads(), Runtime.getRuntime().availableProcessors());
        Properties settings = new Properties();
        settings.setProperty("memory_limit", config.memoryLimit());
        settings.setProperty("threads", String.valueOf(threads));
        if (config.tempDirectory() != null) {
            settings.setProperty("temp_directory", config.tempDirectory().toString());
        }
        // What a file makes DuckDB want to fetch from its makers, it does not get.
        settings.setProperty("autoinstall_known_extensions", "false");
        // Else a result is held in memory as a whole.
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        return settings;
    }

    private static Sql connect(DatabaseFile file, Properties settings, Resources resources) throws IOException {
        SqlErrors errors = SqlErrors.at("in " + file.path(), Failures::diagnosis);
        try {
            // DuckDB takes the beginning of a file that it left behind for no database (2.0.0).
            file.makeWhole(path -> connection(path, settings).close());
            Sql sql = new Sql(resources.add(connection(file.path(), settings)), errors);
            sql.execute("SET TimeZone = 'UTC'", "open the database");
            return sql;
        } catch (SQLException e) {
            throw errors.of(e, "open the database");
        }
    }

    private static Connection connection(Path path, Properties settings) throws SQLException {
        return new DuckDBDriver().connect("jdbc:duckdb:" + path.toAbsolutePath(), settings);
    }
}
