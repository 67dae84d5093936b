package dev.leat.connector.mysql;

import dev.leat.jdbc.Dialect;
import dev.leat.jdbc.JdbcDestination;
import dev.leat.jdbc.SessionLock;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.SqlErrors;
import dev.leat.jdbc.Writing;
import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Destination;
import dev.leat.sdk.Log;
import dev.leat.sdk.Resources;
import dev.leat.type.Type;
import java.sql.Connection;
import java.util.HexFormat;

/**
 * Writes MySQL or MariaDB. Statements that make tables commit by themselves there, so they have a connection of their
 * own, and so have the rows of tables that are loaded beside others.
 */
final class MysqlDestination {
    private MysqlDestination() {}

    static Destination open(MysqlConfig config, Resources resources) {
        MysqlSession.Opened opened = MysqlSession.open(config);
        Connection rows = resources.add(opened.jdbc());
        Connection definitions = resources.add(MysqlSession.open(config).jdbc());
        Server server = opened.server();
        SqlErrors errors = new MysqlFailure(config);
        Sql sql = new Sql(rows, errors);
        // Each statement sees what is there: tables are made meanwhile, and older sights of the data have none of them.
        sql.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED", "set up the session");
        Sql beside = new Sql(definitions, errors);
        beside.execute("SET SESSION default_storage_engine = InnoDB", "set up the session");
        allowWideTables(beside);
        ColumnTypes types = new ColumnTypes(server.byteOrder());
        MysqlCatalog catalog = new MysqlCatalog(server, config, DeclaredTypes::of);
        Dialect dialect = new Dialect(
                SqlText.IDENTIFIERS,
                stream -> SqlText.IDENTIFIERS.table(stream, config.database()),
                catalog,
                (expression, type) -> expression,
                errors,
                types);
        Writing writing = new Writing(
                types::of,
                (column, type) -> "MODIFY " + column + " " + type,
                MysqlDestination::literal,
                "START TRANSACTION",
                new SessionLock(
                        sql,
                        // Their names are short, and know no case.
                        hash -> "leat_" + HexFormat.of().formatHex(hash, 0, 20),
                        "SELECT GET_LOCK(?, 0)",
                        "SELECT concat('connection ', IS_USED_LOCK(?))",
                        "KILL"),
                new TableSwap(beside, types::of),
                new MysqlLoader(server, takesFiles(sql, config)));
        return new JdbcDestination(rows, definitions, dialect, writing);
    }

    private static boolean takesFiles(Sql sql, MysqlConfig config) {
        if ("false".equalsIgnoreCase(config.options().get("allowLoadLocalInfile"))) {
            return false;
        }
        boolean local = sql.text("see whether LOAD DATA LOCAL is allowed", "SELECT @@global.local_infile")
                .filter("1"::equals)
                .isPresent();
        if (!local) {
            Log.info("rows go in by INSERT, which takes several times as long as LOAD DATA LOCAL would: the server does"
                    + " not allow that (SET GLOBAL local_infile = ON)");
        }
        return local;
    }

    /** Some hundred texts are refused in advance, as if each had the forty bytes that it may have in its row. */
    private static void allowWideTables(Sql sql) {
        try {
            sql.execute("SET SESSION innodb_strict_mode = OFF", "set up the session");
        } catch (ConnectorException e) {
            Log.debug("very wide tables will be refused: " + e.getMessage());
        }
    }

    /** A RID's JSON literal. */
    private static String literal(String expression, Type type) {
        return switch (type) {
            case Type.Int _, Type.Decimal _, Type.Float64 _ -> "CAST(" + expression + " AS CHAR)";
            case Type.Float32 _ -> "CAST(" + expression + " + 0e0 AS CHAR)";
            case Type.Date _ -> "concat('\"', date_format(" + expression + ", '%Y-%m-%d'), '\"')";
            case Type.Time _ -> "concat('\"', time_format(" + expression + ", '%H:%i:%s.%f'), '\"')";
            case Type.Timestamp(int _, boolean zoned) ->
                "concat('\"', date_format(" + expression + ", '%Y-%m-%dT%H:%i:%s.%f'), '" + (zoned ? "Z" : "") + "\"')";
            default -> "json_quote(CONVERT(" + expression + " USING utf8mb4))";
        };
    }
}
