package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second run out of a database file for as long as this one lasts, where the engine's own lock ends with each
 * transaction, of which a run has many. The lock is on a file of its own beside the database (never on the database: to
 * close any handle on it would release the engine's locks too), and the system releases it when the process dies. The
 * empty file stays, because to delete it could let two runs lock two files of that name.
 */
public final class LockFile implements RunLock, AutoCloseable {
    private final DatabaseFile database;
    private final Runnable ready;
    private FileChannel channel;

    /** @param ready what is done to the database once it is locked, before anything else is written */
    public LockFile(DatabaseFile database, Runnable ready) {
        this.database = database;
        this.ready = ready;
    }

    /** One file, one lock, whatever the table: a transaction writes to all tables of a run. */
    @Override
    public void acquire(TableName target) {
        if (channel == null) {
            lock(database.beside("-leat-lock"), target);
            ready.run();
        }
    }

    private void lock(Path file, TableName target) {
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw ConnectorException.config(
                    "cannot make the lock file " + file + ": " + e.getMessage() + "; " + database.engine()
                            + " too must be able to make files beside the database: change the folder's permissions, or"
                            + " choose another \"path\"",
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
                "cannot write to the table \"" + target + "\": another run of Leat is writing to " + database.path()
                        + ". Wait until it has ended and run again; or, if it hangs, stop its process");
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw ConnectorException.unavailable("cannot release the lock on " + database.path(), e);
            }
            channel = null;
        }
    }
}
