package dev.leat.connector.postgres;

import dev.leat.config.Nearest;
import dev.leat.config.PassedOn;
import dev.leat.protocol.ConnectorException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PgConnection;

/** Opens connections whose settings make values read and write the same everywhere. Stateless. */
final class PostgresSession {
    /** What the server shows our sessions as. Reading ones never write: nobody needs to wait for them. */
    static final String SOURCE = "leat source";

    static final String DESTINATION = "leat destination";

    /**
     * What a role's or database's own settings could change, put back to what this connector relies on: zone and text
     * forms of values, no time limits while a slow reader or writer holds up the pipe, and no compiling of queries, which
     * costs a question to the catalog more than all the rest of it.
     */
    private static final String SETTINGS = """
            SET TimeZone = 'UTC';
            SET DateStyle = 'ISO, YMD';
            SET IntervalStyle = 'postgres';
            SET extra_float_digits = 3;
            SET bytea_output = 'hex';
            SET xmloption = 'content';
            SET standard_conforming_strings = on;
            SET statement_timeout = 0;
            SET lock_timeout = 0;
            SET idle_in_transaction_session_timeout = 0;
            SET jit = off;
            """;

    /** The first that tells of a snapshot in whole transaction numbers, by which late commits are found. */
    private static final int VERSION_MIN = 13;

    /** The version that can end a session that waits: ours may until the other side has told what it has. */
    private static final int IDLE_TIMEOUT_VERSION = 14;

    /** The version that can end a transaction for its length. */
    private static final int TRANSACTION_TIMEOUT_VERSION = 17;

    /** Properties of the driver that the configuration has settings for, or that reading and writing rely on. */
    private static final Set<PGProperty> OWN = EnumSet.of(
            PGProperty.PG_HOST,
            PGProperty.PG_PORT,
            PGProperty.PG_DBNAME,
            PGProperty.USER,
            PGProperty.PASSWORD,
            PGProperty.APPLICATION_NAME,
            PGProperty.CONNECT_TIMEOUT,
            PGProperty.LOGIN_TIMEOUT,
            PGProperty.TCP_KEEP_ALIVE,
            PGProperty.READ_ONLY_MODE,
            PGProperty.SOCKET_FACTORY,
            PGProperty.SSL_MODE,
            PGProperty.SSL_ROOT_CERT);

    private PostgresSession() {}

    /**
     * Connects and sets the session up; autocommit is on. The caller closes the connection.
     *
     * @param application what the server shows the session as
     * @throws ConnectorException CONFIG for what the user must change, TRANSIENT for a server that
     *     cannot be reached now
     */
    static PgConnection open(PostgresConfig config, String application) {
        try {
            PgConnection connection =
                    dataSource(config, application).getConnection().unwrap(PgConnection.class);
            try {
                check(
                        connection.getMetaData().getDatabaseMajorVersion(),
                        connection.getMetaData().getDatabaseProductVersion(),
                        config.where());
                settle(connection);
                return connection;
            } catch (SQLException | ConnectorException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw PostgresFailure.connecting(config, e);
        }
    }

    /** Throws CONFIG for a server that is too old. */
    static void check(int major, String version, String where) {
        if (major < VERSION_MIN) {
            throw ConnectorException.config("cannot use the " + where + ": its server is PostgreSQL " + version
                    + ", which is too old; Leat needs PostgreSQL " + VERSION_MIN + " or newer: upgrade it");
        }
    }

    /** Sets the session up; again at the begin of a transaction, for a pooler may have changed the server connection. */
    static void settle(PgConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            statement.execute(SETTINGS
                    + (version >= IDLE_TIMEOUT_VERSION ? "SET idle_session_timeout = 0;" : "")
                    + (version >= TRANSACTION_TIMEOUT_VERSION ? "SET transaction_timeout = 0;" : ""));
        }
    }

    private static PGSimpleDataSource dataSource(PostgresConfig config, String application) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        for (var option : config.options().entrySet()) {
            PGProperty property = PGProperty.forName(option.getKey());
            if (property == null) {
                List<String> known =
                        Stream.of(PGProperty.values()).map(PGProperty::getName).toList();
                throw ConnectorException.config("\"options\": the JDBC driver has no property \"" + option.getKey()
                        + "\"" + Nearest.hint(option.getKey(), known));
            }
            if (OWN.contains(property)) {
                throw PassedOn.refusal("options", option.getKey());
            }
            source.setProperty(option.getKey(), option.getValue());
        }
        source.setServerNames(new String[] {config.host()});
        source.setPortNumbers(new int[] {config.port()});
        source.setDatabaseName(config.database());
        source.setUser(config.user());
        source.setPassword(config.password());
        source.setApplicationName(application);
        source.setConnectTimeout(config.connectTimeoutSeconds());
        source.setLoginTimeout(config.connectTimeoutSeconds());
        source.setTcpKeepAlive(true);
        // A session that is set to read only stays so between transactions too.
        source.setProperty(PGProperty.READ_ONLY_MODE, "always");
        source.setSocketFactory(KeepAliveSockets.class.getName());
        source.setSslMode(config.sslmode());
        if (config.sslrootcert() != null) {
            source.setSslRootCert(config.sslrootcert());
        } else if (config.sslmode().startsWith("verify") && source.getProperty(PGProperty.SSL_FACTORY) == null) {
            source.setProperty(PGProperty.SSL_FACTORY, "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        return source;
    }
}
