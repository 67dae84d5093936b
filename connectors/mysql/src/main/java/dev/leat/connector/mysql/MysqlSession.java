package dev.leat.connector.mysql;

import com.mysql.cj.conf.PropertyDefinitions;
import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.jdbc.JdbcConnection;
import dev.leat.config.Nearest;
import dev.leat.config.PassedOn;
import dev.leat.protocol.ConnectorException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** Opens connections whose settings make values read and write the same everywhere. Stateless. */
final class MysqlSession {
    /**
     * What an account's or server's own settings could change, put back to what this connector relies on. NULL and 0
     * are what they are in a column that could number itself, and what does not fit is said, down to the notes.
     */
    private static final String SETTINGS = "SET SESSION time_zone = '+00:00',"
            + " sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
            + "NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION', sql_notes = 1,"
            + " explicit_defaults_for_timestamp = 1, sql_select_limit = DEFAULT, sql_big_selects = 1,"
            // A slow reader or writer holds up the pipe for as long as it takes.
            + " wait_timeout = 2147483, net_read_timeout = 2147483, net_write_timeout = 2147483,"
            // Against a transaction that never ends: the default is a year.
            + " lock_wait_timeout = 60";

    private static final List<String> MYSQL_SETTINGS = List.of("SET SESSION max_execution_time = 0");

    private static final List<String> MARIADB_SETTINGS = List.of(
            "SET SESSION max_statement_time = 0, idle_transaction_timeout = 0, idle_readonly_transaction_timeout = 0,"
                    + " idle_write_transaction_timeout = 0");

    private MysqlSession() {}

    /**
     * An open connection and what is at its other end.
     *
     * @param jdbc autocommit is on
     */
    record Opened(Connection jdbc, Server server) {}

    /**
     * Connects and sets the session up. The caller closes the connection.
     *
     * @throws ConnectorException CONFIG for what the user must change, TRANSIENT for a server that cannot be reached now
     */
    static Opened open(MysqlConfig config) {
        try {
            Connection connection = connect(config);
            try {
                Server server = Server.of(connection, config.where());
                settle(connection, server);
                return new Opened(connection, server);
            } catch (SQLException | ConnectorException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw ConnectFailure.of(config, e);
        }
    }

    private static void settle(Connection connection, Server server) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
            for (String settings : server.mariadb() ? MARIADB_SETTINGS : MYSQL_SETTINGS) {
                statement.execute(settings);
            }
        }
        // It was needed to agree with the server that files can be sent; from here on no server is given one.
        allowFiles(connection, false);
    }

    /** Whether the server may ask for a file: only while it was told to. */
    static void allowFiles(Connection connection, boolean allowed) throws SQLException {
        connection
                .unwrap(JdbcConnection.class)
                .getPropertySet()
                .getBooleanProperty(PropertyKey.allowLoadLocalInfile)
                .setValue(allowed);
    }

    private static Connection connect(MysqlConfig config) throws SQLException {
        // Its thread closes what a program forgot to, and keeps the driver from being unloaded.
        System.setProperty(PropertyDefinitions.SYSP_disableAbandonedConnectionCleanup, "true");
        Properties properties = new Properties();
        set(properties, PropertyKey.USER, config.user());
        set(properties, PropertyKey.PASSWORD, config.password() == null ? "" : config.password());
        set(properties, PropertyKey.sslMode, config.sslMode().toUpperCase(Locale.ROOT));
        set(properties, PropertyKey.connectTimeout, String.valueOf(config.connectTimeoutSeconds() * 1000));
        set(properties, PropertyKey.tcpKeepAlive, "true");
        set(properties, PropertyKey.allowUrlInLocalInfile, "false");
        set(properties, PropertyKey.characterEncoding, "UTF-8");
        // Else texts come in the charset of their column.
        set(properties, PropertyKey.characterSetResults, "UTF-8");
        set(properties, PropertyKey.connectionTimeZone, "UTC");
        set(properties, PropertyKey.forceConnectionTimeZoneToSession, "false");
        // Values are taken as the server writes them, in its text protocol.
        set(properties, PropertyKey.useServerPrepStmts, "false");
        set(properties, PropertyKey.useCursorFetch, "false");
        set(properties, PropertyKey.tinyInt1isBit, "false");
        set(properties, PropertyKey.yearIsDateType, "false");
        set(properties, PropertyKey.netTimeoutForStreamingResults, "0");
        set(properties, PropertyKey.rewriteBatchedStatements, "true");
        set(properties, PropertyKey.jdbcCompliantTruncation, "false");
        set(properties, PropertyKey.autoReconnect, "false");
        set(properties, PropertyKey.logger, "com.mysql.cj.log.NullLogger");
        config.options().forEach((name, value) -> {
            if (properties.containsKey(known(name).getKeyName())) {
                throw PassedOn.refusal("options", name);
            }
            properties.setProperty(name, value);
        });
        properties.putIfAbsent(PropertyKey.allowLoadLocalInfile.getKeyName(), "true");
        try {
            return new com.mysql.cj.jdbc.Driver().connect(url(config), properties);
        } catch (SQLException e) {
            throw e;
        } catch (RuntimeException e) {
            // The driver's own, for a value of an option that is none.
            throw ConnectorException.config("\"options\": the driver refuses them: " + e.getMessage(), e);
        }
    }

    private static String url(MysqlConfig config) {
        String host = config.host();
        boolean ipv6 = host.indexOf(':') >= 0 && !host.startsWith("[");
        return "jdbc:mysql://" + (ipv6 ? "[" + host + "]" : host) + ":" + config.port() + "/"
                + java.net.URLEncoder.encode(config.database(), java.nio.charset.StandardCharsets.UTF_8)
                        .replace("+", "%20");
    }

    private static void set(Properties properties, PropertyKey key, String value) {
        properties.setProperty(key.getKeyName(), value);
    }

    private static PropertyKey known(String option) {
        PropertyKey key = PropertyKey.fromValue(option);
        if (key == null) {
            List<String> known = PropertyDefinitions.PROPERTY_KEY_TO_PROPERTY_DEFINITION.keySet().stream()
                    .map(PropertyKey::getKeyName)
                    .toList();
            throw ConnectorException.config(
                    "\"options\": the driver has no property \"" + option + "\"" + Nearest.hint(option, known));
        }
        return key;
    }
}
