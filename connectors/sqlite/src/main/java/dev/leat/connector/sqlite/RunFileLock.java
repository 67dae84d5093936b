package dev.leat.connector.sqlite;

import dev.leat.jdbc.RunLock;
import dev.leat.jdbc.SqlErrors;
import dev.leat.jdbc.TableName;
import dev.leat.protocol.ConnectorException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Keeps a second run out of a database file for as long as this one lasts. SQLite's own write lock ends with each
 * transaction, and a run has many. So the lock is on a file of its own beside the database (never on the database: to
 * close any handle on it would release SQLite's locks too), and the system releases it when the process dies. The empty
 * file stays, because to delete it could let two runs lock two files of that name.
 *
 * <p>The first lock also readies the file: what only reads must not change it.
 */
final class RunFileLock implements RunLock, AutoCloseable {
    private final Path database;
    private final Connection connection;
    private final SqlErrors errors;
    private FileChannel channel;

    RunFileLock(Path database, Connection connection, SqlErrors errors) {
        this.database = database;
        this.connection = connection;
        this.errors = errors;
    }

    /** One file, one lock, whatever the table: a transaction writes to all tables of a run. */
    @Override
    public void acquire(TableName target) {
        if (channel == null) {
            lock(database.resolveSibling(database.getFileName() + "-leat-lock"), target);
            ready();
        }
    }

    private void lock(Path file, TableName target) {
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw ConnectorException.config(
                    "cannot make the lock file " + file + ": " + e.getMessage() + "; SQLite too must be able to make"
                            + " files beside the database: change the folder's permissions, or choose another \"path\"",
                    e);
        }
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException heldHere) {
            // Held by another connection of this process: the same as held by another process.
        } catch (IOException e) {
            throw ConnectorException.config(
                    "cannot lock " + file + ": " + e.getMessage() + "; the file system must support locks", e);
        }
        close();
        throw ConnectorException.unavailable(
                "cannot write to the table \"" + target + "\": another run of Leat is" + " writing to " + database
                        + ". Wait until it has ended and run again; or, if it hangs, stop its process");
    }

    /** Readers go on reading while we write only in this mode, which is the file's from then on. */
    private void ready() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
        } catch (SQLException e) {
            throw errors.of(e, "switch the database to write-ahead logging");
        }
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw ConnectorException.unavailable("cannot release the lock on " + database, e);
            }
            channel = null;
        }
    }
}
