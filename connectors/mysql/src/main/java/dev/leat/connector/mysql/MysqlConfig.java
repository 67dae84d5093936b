package dev.leat.connector.mysql;

import java.util.List;
import java.util.Map;

/**
 * How to reach a database of a MySQL or MariaDB server, and how to read it. The components are described in
 * {@code spec-schemas/connectors/mysql.json}, which also has their defaults.
 *
 * @param databases whose tables are streams; empty for {@code database} alone
 * @param sslMode one of the driver's words, in lower case
 * @param lateCommitWaitSeconds how long an incremental read waits for transactions that may yet add rows it would
 *     otherwise pass over
 * @param ridLagSeconds how far behind the server's clock streams with a time as RID are read; 0 to watch transactions
 * @param options further properties of the driver
 */
public record MysqlConfig(
        String host,
        int port,
        String database,
        String user,
        String password,
        List<String> databases,
        String sslMode,
        int connectTimeoutSeconds,
        LateCommits lateCommits,
        int lateCommitWaitSeconds,
        int ridLagSeconds,
        Tinyint1 tinyint1,
        Times times,
        ZeroDates zeroDates,
        Map<String, String> options) {

    /** What is done about transactions that may yet add rows below those already to be seen. */
    public enum LateCommits {
        /** They are waited for. */
        WATCH,
        /** Nothing. */
        IGNORE
    }

    /** What a column of type TINYINT(1) holds. */
    public enum Tinyint1 {
        /** True and false. */
        BOOL,
        /** Numbers. */
        NUMBER
    }

    /** What a column of type TIME holds. */
    public enum Times {
        /** Times of day. */
        CLOCK,
        /** Spans of time too, as text. */
        TEXT
    }

    /** What becomes of dates that are none. */
    public enum ZeroDates {
        /** The row is a DATA error. */
        REFUSE,
        /** They are sent as null. */
        NULL
    }

    public MysqlConfig {
        databases = databases == null || databases.isEmpty() ? List.of(database) : List.copyOf(databases);
        options = options == null ? Map.of() : Map.copyOf(options);
    }

    /** Where it is, for messages: {@code database "shop" on db.internal:3306}. Without user and password. */
    public String where() {
        return "database \"" + database + "\" on " + host + ":" + port;
    }

    /** As the generated text would be, but for the password. */
    @Override
    public String toString() {
        return "MysqlConfig[" + user + " at " + where() + "]";
    }
}
