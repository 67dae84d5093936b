package dev.leat.connector.postgres;

import java.util.List;
import java.util.Map;

/**
 * How to reach a PostgreSQL database, and how to read it. The components are described in
 * {@code spec-schemas/connectors/postgres.json}, which also has their defaults.
 *
 * @param schemas the schemas whose tables are streams; empty for all but the system's own
 * @param sslmode one of libpq's words, passed to the driver as it is
 * @param sslrootcert file of the certificates to trust; null for those Java trusts
 * @param lateCommitWaitSeconds how long an incremental read waits for transactions that may yet add rows it would
 *     otherwise pass over
 * @param options further properties of the JDBC driver
 */
public record PostgresConfig(
        String host,
        int port,
        String database,
        String user,
        String password,
        List<String> schemas,
        String sslmode,
        String sslrootcert,
        int connectTimeoutSeconds,
        int lateCommitWaitSeconds,
        Infinity infinity,
        Map<String, String> options) {

    /** What becomes of the dates and timestamps {@code infinity} and {@code -infinity}, which few other systems know. */
    public enum Infinity {
        /** The row is a DATA error. */
        REFUSE,
        /** They are sent as the texts {@code "infinity"} and {@code "-infinity"}, which PostgreSQL takes back. */
        TEXT,
        /** They are sent as null. */
        NULL
    }

    public PostgresConfig {
        schemas = schemas == null ? List.of() : List.copyOf(schemas);
        options = options == null ? Map.of() : Map.copyOf(options);
    }

    /** Where it is, for messages: {@code database "shop" on db.internal:5432}. Without user and password. */
    public String where() {
        return "database \"" + database + "\" on " + host + ":" + port;
    }

    /** As the generated text would be, but for the password. */
    @Override
    public String toString() {
        return "PostgresConfig[" + user + " at " + where() + "]";
    }
}
