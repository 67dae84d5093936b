package dev.leat.connector.sqlite;

import dev.leat.jdbc.SqlErrors;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.ConnectorException.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Sorts SQLite's errors by who must act. The lower eight bits of a result code are what all its variants share. */
record Failures(Path file) implements SqlErrors {

    @Override
    public ConnectorException of(SQLException cause, String attempted) {
        int code = cause.getErrorCode() & 0xff;
        String failed = "cannot " + attempted + " in " + file + ": ";
        if (code == SQLiteErrorCode.SQLITE_CONSTRAINT.code
                || code == SQLiteErrorCode.SQLITE_MISMATCH.code
                || code == SQLiteErrorCode.SQLITE_TOOBIG.code) {
            return ConnectorException.data(failed + SqlErrors.said(cause), cause);
        }
        if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return ConnectorException.unavailable(
                    failed
                            + "another program keeps it locked. Wait until that has ended its transaction, or close"
                            + " it, and run again",
                    cause);
        }
        if (code == SQLiteErrorCode.SQLITE_FULL.code || isIndexWithoutRoom(cause)) {
            return ConnectorException.unavailable(
                    failed + "the disk is full. Make room and run again; what was committed stays", cause);
        }
        if (code == SQLiteErrorCode.SQLITE_IOERR.code) {
            return ConnectorException.unavailable(
                    failed + SqlErrors.said(cause) + ". Check the disk it is on, and its free space, and run again",
                    cause);
        }
        return byFile(cause, code, failed);
    }

    private static ConnectorException byFile(SQLException cause, int code, String failed) {
        if (code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return ConnectorException.config(
                    failed + "the file is no SQLite database, or an encrypted one; mend \"path\"", cause);
        }
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code) {
            return ConnectorException.config(
                    failed + "the file is damaged (" + SqlErrors.said(cause)
                            + "); restore it, or let sqlite3 .recover it",
                    cause);
        }
        if (code == SQLiteErrorCode.SQLITE_READONLY.code
                || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || code == SQLiteErrorCode.SQLITE_PERM.code
                || code == SQLiteErrorCode.SQLITE_AUTH.code) {
            return ConnectorException.config(
                    failed + SqlErrors.said(cause)
                            + "; check the permissions of the file and of its folder, in which SQLite makes"
                            + " files of its own",
                    cause);
        }
        return new ConnectorException(Kind.INTERNAL, failed + SqlErrors.said(cause), cause);
    }

    /** In WAL mode even to open takes a little space, for the file that all who have it open share (-shm). */
    private static boolean isIndexWithoutRoom(SQLException cause) {
        return cause instanceof SQLiteException sqlite
                && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
    }
}
