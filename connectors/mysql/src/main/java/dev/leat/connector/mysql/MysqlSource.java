package dev.leat.connector.mysql;

import dev.leat.jdbc.Dialect;
import dev.leat.jdbc.JdbcSource;
import dev.leat.jdbc.Reading;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableName;
import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Resources;
import dev.leat.sdk.Source;
import java.sql.SQLException;

/** Reads MySQL or MariaDB: all streams from one snapshot, each streamed row by row as the server writes it. */
final class MysqlSource {
    /** The driver hands rows out as they come, and does not gather them first. */
    private static final int STREAMED = Integer.MIN_VALUE;

    private static final Reading.Snapshot SNAPSHOT = Reading.Snapshot.byStatements(
            "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
            "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");

    private MysqlSource() {}

    static Source open(MysqlConfig config, Resources resources) {
        MysqlSession.Opened opened = MysqlSession.open(config);
        Server server = opened.server();
        Sql sql = new Sql(resources.add(opened.jdbc()), new MysqlFailure(config));
        MysqlCatalog catalog = new MysqlCatalog(server, config, declared -> Projection.type(declared, config));
        checkDatabases(config, catalog, sql);
        Dialect dialect = new Dialect(
                SqlText.IDENTIFIERS,
                stream -> new TableName(
                        stream.namespace() == null ? config.database() : stream.namespace(), stream.name()),
                catalog,
                RidBound::ordered,
                sql::failed);
        Reading reading = new Reading(SNAPSHOT, new StreamedRows(config, server, sql), new RidBound())
                .withFetchSize(STREAMED)
                .withEnds(new LateCommits(config, server, sql));
        return new JdbcSource(sql.connection(), dialect, reading);
    }

    private static void checkDatabases(MysqlConfig config, MysqlCatalog catalog, Sql sql) {
        try {
            for (String database : config.databases()) {
                if (!catalog.hasSchema(sql.connection(), database)) {
                    throw ConnectorException.config("\"databases\": there is no database \"" + database + "\" on "
                            + config.host() + ":" + config.port() + catalog.unlessHidden(database));
                }
            }
        } catch (SQLException e) {
            throw sql.failed(e, "list the databases");
        }
    }
}
