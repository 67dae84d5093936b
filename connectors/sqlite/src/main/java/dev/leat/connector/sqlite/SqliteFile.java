package dev.leat.connector.sqlite;

import dev.leat.jdbc.DatabaseFile;
import dev.leat.jdbc.Dialect;
import dev.leat.jdbc.Identifiers;
import dev.leat.jdbc.InsertLoader;
import dev.leat.jdbc.JdbcDestination;
import dev.leat.jdbc.JdbcSource;
import dev.leat.jdbc.LockFile;
import dev.leat.jdbc.Reading;
import dev.leat.jdbc.SameTransaction;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.SqlErrors;
import dev.leat.jdbc.TableName;
import dev.leat.jdbc.Writing;
import dev.leat.sdk.Destination;
import dev.leat.sdk.Resources;
import dev.leat.sdk.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.Collation;
import org.sqlite.SQLiteConfig;

/** Opens a database file, for reading or for writing. */
final class SqliteFile {
    /** How long a statement waits for another program's transaction: longer than any that is not a bulk load. */
    private static final int BUSY_MILLIS = 30_000;

    private static final String FIRST_READ = "SELECT count(*) FROM sqlite_master";

    /** Names have no length limit, and differ by more than their capitals. */
    private static final Identifiers IDENTIFIERS = new Identifiers('"', 0, false);

    private SqliteFile() {}

    static Source source(SqliteConfig config, Resources resources) throws IOException {
        DatabaseFile file = new DatabaseFile(config.path(), "SQLite", '?');
        file.checkThere();
        SQLiteConfig settings = settings();
        settings.setReadOnly(true);
        Dialect dialect = dialect(file, true);
        Connection connection = connect(address(file), settings, dialect.errors(), resources);
        // A transaction sees what was there at its first read.
        Reading.Snapshot snapshot = Reading.Snapshot.byStatements("BEGIN", FIRST_READ);
        return new JdbcSource(connection, dialect, new Reading(snapshot, ValueReaders::of, RidBound::of));
    }

    static Destination destination(SqliteConfig config, Resources resources) {
        DatabaseFile file = new DatabaseFile(config.path(), "SQLite", '?');
        file.checkWritable();
        Dialect dialect = dialect(file, false);
        String address = file.path().toAbsolutePath().toString();
        Sql sql = new Sql(connect(address, settings(), dialect.errors(), resources), dialect.errors());
        // Readers go on reading while we write only in this mode, which is the file's from then on. Not before the
        // lock:
        // what only reads must not change the file.
        LockFile lock = resources.add(new LockFile(
                file, () -> sql.execute("PRAGMA journal_mode = WAL", "switch the database to write-ahead logging")));
        Writing writing = new Writing(
                DeclaredTypes::of,
                null,
                RidBound::literal,
                "BEGIN IMMEDIATE",
                lock,
                new SameTransaction(IDENTIFIERS, DeclaredTypes::of),
                new InsertLoader(IDENTIFIERS, ValueWriters::of, ValueWriters::ofRid));
        return new JdbcDestination(sql.connection(), dialect, writing);
    }

    private static Dialect dialect(DatabaseFile file, boolean reading) {
        // There are no schemas in a file: a stream's namespace says where it comes from, not where it goes.
        return new Dialect(
                IDENTIFIERS,
                stream -> new TableName(null, stream.name()),
                new SqliteCatalog(reading),
                RidBound::ordered,
                SqlErrors.at("in " + file.path(), Failures::diagnosis));
    }

    private static SQLiteConfig settings() {
        SQLiteConfig settings = new SQLiteConfig();
        settings.setBusyTimeout(BUSY_MILLIS);
        // What is committed must outlive a power cut; in WAL mode the default of many builds does not promise it.
        settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        return settings;
    }

    /**
     * The file to read. Even to read SQLite makes files beside it, unless it is told that nobody will change it: that
     * is true where nobody can, and nothing is left of what somebody else wrote.
     */
    private static String address(DatabaseFile file) {
        return Files.isWritable(file.folder()) || Files.exists(file.beside("-wal"))
                ? file.path().toAbsolutePath().toString()
                : file.path().toUri() + "?immutable=1";
    }

    private static Connection connect(String address, SQLiteConfig settings, SqlErrors errors, Resources resources) {
        try {
            Connection connection = resources.add(settings.createConnection("jdbc:sqlite:" + address));
            // Opening reads nothing; this finds out whether it is a database at all.
            new Sql(connection, errors).execute(FIRST_READ, "open the database");
            Collation.create(connection, RidBound.NUMBERS, new NumberOrder());
            return connection;
        } catch (SQLException e) {
            throw errors.of(e, "open the database");
        }
    }
}
