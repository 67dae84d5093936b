package dev.leat.connector.duckdb;

import dev.leat.jdbc.SqlErrors;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.ConnectorException.Kind;
import java.nio.file.Path;
import java.sql.SQLException;

/** Sorts DuckDB's errors by who must act: its messages begin with the kind of error, and the driver has no other. */
record Failures(Path file) implements SqlErrors {

    @Override
    public ConnectorException of(SQLException cause, String attempted) {
        String failed = "cannot " + attempted + " in " + file + ": ";
        String said = SqlErrors.said(cause);
        if (said.contains("Could not set lock on file")) {
            return ConnectorException.unavailable(
                    failed + "another process has it open" + holder(said)
                            + ", and while one writes to a DuckDB file nobody"
                            + " else can open it. Wait until that has ended, or stop it, and run again",
                    cause);
        }
        if (said.contains("No space left on device") || said.contains("disk is full")) {
            return ConnectorException.unavailable(
                    failed + "the disk is full. Make room and run again; what was committed stays", cause);
        }
        if (said.contains("Out of Memory Error")) {
            return ConnectorException.config(
                    failed + first(said) + ". Set \"memory_limit\" to more, or \"threads\" to less", cause);
        }
        if (said.contains("Invalid result set")) {
            return ConnectorException.config(
                    failed
                            + "DuckDB gave up in the middle, of which its driver does not tell the reason. Mostly it is the"
                            + " memory: set \"memory_limit\" to more, or \"threads\" to less. Else select from the table, or"
                            + " the view, in DuckDB itself, which says it",
                    cause);
        }
        ConnectorException byFile = byFile(cause, said, failed);
        return byFile != null ? byFile : byKind(cause, said, failed);
    }

    private static ConnectorException byFile(SQLException cause, String said, String failed) {
        if (said.contains("not a valid DuckDB database file")) {
            return ConnectorException.config(failed + "the file is no DuckDB database; mend \"path\"", cause);
        }
        if (said.contains("with version number")) {
            return ConnectorException.config(
                    failed + first(said) + ". Another version of DuckDB made the file: write it anew with one that this"
                            + " one can read (EXPORT DATABASE, IMPORT DATABASE), or use a newer Leat",
                    cause);
        }
        if (said.contains("encrypted") || said.contains("encryption key")) {
            return ConnectorException.config(failed + "the file is encrypted, which Leat cannot read", cause);
        }
        if (said.contains("Permission denied")
                || said.contains("Read-only file system")
                || said.contains("read-only mode")) {
            return ConnectorException.config(
                    failed + first(said)
                            + "; check the permissions of the file and of its folder, in which DuckDB makes files of its"
                            + " own",
                    cause);
        }
        if (said.contains("Corrupt database file") || said.startsWith("Serialization Error")) {
            return ConnectorException.config(failed + "the file is damaged (" + first(said) + "); restore it", cause);
        }
        return null;
    }

    private static ConnectorException byKind(SQLException cause, String said, String failed) {
        int colon = said.indexOf(':');
        return switch (colon < 0 ? "" : said.substring(0, colon)) {
            case "Constraint Error", "Conversion Error", "Out of Range Error", "Invalid Input Error" ->
                ConnectorException.data(failed + first(said), cause);
            case "TransactionContext Error" ->
                said.contains("constraint violation")
                        ? ConnectorException.data(failed + first(said), cause)
                        : ConnectorException.unavailable(failed + first(said) + ". Run again", cause);
            case "IO Error" ->
                ConnectorException.unavailable(
                        failed + first(said) + ". Check the disk it is on, and run again", cause);
            case "Catalog Error", "Binder Error", "Dependency Error" ->
                ConnectorException.config(
                        failed + first(said) + ". If a view is meant: it no longer fits its tables", cause);
            default -> new ConnectorException(Kind.INTERNAL, failed + said, cause);
        };
    }

    /** Who has the file open, as far as DuckDB says: {@code  (java, process 4711)}. */
    private static String holder(String said) {
        int at = said.indexOf("held in ");
        int end = said.indexOf(')', at);
        return at < 0 || end < 0
                ? ""
                : " (" + said.substring(at + "held in ".length(), end).replace(" (PID ", ", process ") + ")";
    }

    /** Behind the first line stand hints for users of SQL. */
    private static String first(String said) {
        int end = said.indexOf('\n');
        String line = end < 0 ? said : said.substring(0, end);
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
