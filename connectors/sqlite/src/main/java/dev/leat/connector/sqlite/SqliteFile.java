package dev.leat.connector.sqlite;

import dev.leat.jdbc.DatabaseFile;
import dev.leat.jdbc.Dialect;
import dev.leat.jdbc.Identifiers;
import dev.leat.jdbc.InsertLoader;
import dev.leat.jdbc.JdbcDestination;
import dev.leat.jdbc.JdbcSource;
import dev.leat.jdbc.Reading;
import dev.leat.jdbc.SameTransaction;
import dev.leat.jdbc.TableName;
import dev.leat.jdbc.Writing;
import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Destination;
import dev.leat.sdk.Resources;
import dev.leat.sdk.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.Collation;
import org.sqlite.SQLiteConfig;

/** Opens a database file, for reading or for writing. */
final class SqliteFile {
    /** How long a statement waits for another program's transaction: longer than any that is not a bulk load. */
    private static final int BUSY_MILLIS = 30_000;

    /** Names have no length limit, and differ by more than their capitals. */
    private static final Identifiers IDENTIFIERS = new Identifiers('"', 0, false);

    private SqliteFile() {}

    static Source source(SqliteConfig config, Resources resources) throws IOException {
        DatabaseFile file = file(config);
        file.checkThere();
        Dialect dialect = dialect(file.path(), true);
        SQLiteConfig settings = settings();
        settings.setReadOnly(true);
        Connection connection = connect(address(file), settings, dialect, resources);
        return new JdbcSource(connection, dialect, new Reading(SqliteFile::snapshot, ValueReaders::of, RidBound::of));
    }

    static Destination destination(SqliteConfig config, Resources resources) {
        file(config).checkWritable();
        Path path = config.path();
        Dialect dialect = dialect(path, false);
        Connection connection = connect(path.toAbsolutePath().toString(), settings(), dialect, resources);
        RunFileLock lock = resources.add(new RunFileLock(path, connection, dialect.errors()));
        Writing writing = new Writing(
                DeclaredTypes::of,
                null,
                RidBound::literal,
                "BEGIN IMMEDIATE",
                lock,
                new SameTransaction(IDENTIFIERS, DeclaredTypes::of),
                new InsertLoader(IDENTIFIERS, ValueWriters::of, ValueWriters::ofRid));
        return new JdbcDestination(connection, dialect, writing);
    }

    private static Dialect dialect(Path path, boolean reading) {
        if (path.toString().indexOf('?') >= 0) {
            throw ConnectorException.config(
                    "\"path\": the SQLite driver takes what follows a question mark for settings;" + " rename " + path);
        }
        // There are no schemas in a file: a stream's namespace says where it comes from, not where it goes.
        return new Dialect(
                IDENTIFIERS,
                stream -> new TableName(null, stream.name()),
                new SqliteCatalog(reading),
                RidBound::ordered,
                new Failures(path));
    }

    private static SQLiteConfig settings() {
        SQLiteConfig settings = new SQLiteConfig();
        settings.setBusyTimeout(BUSY_MILLIS);
        // What is committed must outlive a power cut; in WAL mode the default of many builds does not promise it.
        settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        return settings;
    }

    private static DatabaseFile file(SqliteConfig config) {
        return new DatabaseFile(config.path(), "SQLite");
    }

    /**
     * The file to read. Even to read SQLite makes files beside it, unless it is told that nobody will change it: that
     * is true where nobody can, and nothing is left of what somebody else wrote.
     */
    private static String address(DatabaseFile file) {
        Path path = file.path();
        boolean leftOver = Files.exists(path.resolveSibling(path.getFileName() + "-wal"));
        return Files.isWritable(file.folder()) || leftOver
                ? path.toAbsolutePath().toString()
                : path.toUri() + "?immutable=1";
    }

    private static Connection connect(String address, SQLiteConfig settings, Dialect dialect, Resources resources) {
        try {
            Connection connection = resources.add(settings.createConnection("jdbc:sqlite:" + address));
            try (Statement statement = connection.createStatement()) {
                // Opening reads nothing; this finds out whether it is a database at all.
                statement.execute("SELECT count(*) FROM sqlite_master");
            }
            Collation.create(connection, RidBound.NUMBERS, new NumberOrder());
            return connection;
        } catch (SQLException e) {
            throw dialect.errors().of(e, "open the database");
        }
    }

    /** A transaction sees what was there at its first read. */
    private static void snapshot(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("SELECT count(*) FROM sqlite_master");
        }
    }
}
