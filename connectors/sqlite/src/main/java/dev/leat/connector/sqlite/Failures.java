package dev.leat.connector.sqlite;

import dev.leat.jdbc.Diagnosis;
import dev.leat.jdbc.SqlErrors;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Sorts SQLite's errors by who must act. */
final class Failures {
    private Failures() {}

    static Diagnosis diagnosis(SQLException cause) {
        String said = SqlErrors.said(cause);
        return switch (code(cause)) {
            case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG -> Diagnosis.data(said);
            case SQLITE_NOMEM ->
                Diagnosis.data("a row does not fit the heap of "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MB; leave the stream's large columns out, or raise -Xmx");
            case SQLITE_BUSY, SQLITE_LOCKED ->
                Diagnosis.unavailable("another program keeps it locked. Wait until that has ended its transaction, or"
                        + " close it, and run again");
            case SQLITE_FULL -> Diagnosis.diskFull();
            case SQLITE_IOERR ->
                Diagnosis.unavailable(said + ". Check the disk it is on, and its free space, and run again");
            case SQLITE_NOTADB ->
                Diagnosis.config("the file is no SQLite database, or an encrypted one; mend \"path\"");
            case SQLITE_CORRUPT ->
                Diagnosis.config("the file is damaged (" + said + "); restore it, or let sqlite3 .recover it");
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
                Diagnosis.config(said + "; check the permissions of the file and of its folder, in which SQLite makes"
                        + " files of its own");
            default -> Diagnosis.bug(said);
        };
    }

    /** The lower eight bits of a result code are what all its variants share. */
    private static SQLiteErrorCode code(SQLException cause) {
        // In WAL mode even to open takes a little space, for the file that all who have it open share (-shm).
        boolean isIndexWithoutRoom = cause instanceof SQLiteException sqlite
                && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
        if (isIndexWithoutRoom) {
            return SQLiteErrorCode.SQLITE_FULL;
        }
        // The driver says so, without a code, of a value for which the heap has no room.
        return "Out of memory".equals(cause.getMessage())
                ? SQLiteErrorCode.SQLITE_NOMEM
                : SQLiteErrorCode.getErrorCode(cause.getErrorCode() & 0xff);
    }
}
