package dev.leat.connector.clickhouse;

import dev.leat.connector.clickhouse.http.Server;
import dev.leat.jdbc.TableName;
import java.util.List;
import java.util.Map;

/**
 * How to reach a ClickHouse server, and how to read and write it. The components are described in
 * {@code spec-schemas/connectors/clickhouse.json}, which also has their defaults.
 *
 * @param port null for the usual one
 * @param databases whose tables are streams; empty for {@code database} alone
 * @param bytesColumns columns of strings that hold bytes: {@code table.column} or {@code database.table.column}
 * @param readFinal whether rows that an engine would merge are read as if it had
 * @param tables how tables are made, by name; {@code *} for all others
 * @param settings further settings of the server for each statement
 */
public record ClickHouseConfig(
        String host,
        Integer port,
        String database,
        String user,
        String password,
        boolean tls,
        List<String> databases,
        List<String> bytesColumns,
        boolean readFinal,
        int ridLagSeconds,
        Map<String, TableOptions> tables,
        int connectTimeoutSeconds,
        Map<String, String> settings) {
    private static final int PORT = 8123;
    private static final int TLS_PORT = 8443;

    /**
     * How a table is made where there is none.
     *
     * @param engine in ClickHouse's words; null for MergeTree
     * @param orderBy an expression, or null for key and RID
     * @param partitionBy an expression, or null for one partition
     * @param settings of the table, in ClickHouse's words; null for none
     */
    public record TableOptions(String engine, String orderBy, String partitionBy, String settings) {
        static final TableOptions NONE = new TableOptions(null, null, null, null);
    }

    public ClickHouseConfig {
        port = port == null ? (Integer) (tls ? TLS_PORT : PORT) : port;
        password = password == null ? "" : password;
        databases = databases == null || databases.isEmpty() ? List.of(database) : List.copyOf(databases);
        bytesColumns = bytesColumns == null ? List.of() : List.copyOf(bytesColumns);
        tables = tables == null ? Map.of() : Map.copyOf(tables);
        settings = settings == null ? Map.of() : Map.copyOf(settings);
    }

    Server server() {
        return new Server(host, port, tls, user, password, connectTimeoutSeconds);
    }

    /** Where it is, for messages: {@code database "shop" on db.internal:8123}. Without user and password. */
    String where() {
        return "database \"" + database + "\" on " + host + ":" + port;
    }

    /** Whether the user says that a column of strings holds bytes. */
    boolean holdsBytes(TableName table, String column) {
        String named = table.name() + "." + column;
        return bytesColumns.contains(named) || bytesColumns.contains(table.schema() + "." + named);
    }

    /** How a table is to be made. */
    TableOptions options(String database, String table) {
        TableOptions exact = tables.get(database + "." + table);
        TableOptions named = exact == null ? tables.get(table) : exact;
        return named == null ? tables.getOrDefault("*", TableOptions.NONE) : named;
    }

    /** As the generated text would be, but for the password. */
    @Override
    public String toString() {
        return "ClickHouseConfig[" + user + " at " + where() + "]";
    }
}
