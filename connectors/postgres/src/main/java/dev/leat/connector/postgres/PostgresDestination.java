package dev.leat.connector.postgres;

import dev.leat.jdbc.Dialect;
import dev.leat.jdbc.Identifiers;
import dev.leat.jdbc.JdbcDestination;
import dev.leat.jdbc.SqlErrors;
import dev.leat.jdbc.TableName;
import dev.leat.jdbc.Writing;
import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Destination;
import dev.leat.sdk.Resources;
import dev.leat.type.Type;
import org.postgresql.jdbc.PgConnection;

/** Writes PostgreSQL: through COPY, in one transaction over all streams. */
final class PostgresDestination {
    /** NAMEDATALEN of every build that matters, less the final zero. */
    static final Identifiers IDENTIFIERS = new Identifiers('"', 63, true);

    private PostgresDestination() {}

    static Destination open(PostgresConfig config, Resources resources) {
        PgConnection connection = resources.add(PostgresSession.open(config, PostgresSession.DESTINATION));
        SqlErrors errors = new DestinationErrors(config);
        dev.leat.jdbc.Sql sql = new dev.leat.jdbc.Sql(connection, errors);
        // Policies that hide rows would leave old ones behind: with this the server refuses instead.
        sql.execute("SET row_security = off", "set up the session");
        noticeDeath(sql);
        Dialect dialect = new Dialect(
                IDENTIFIERS,
                stream -> new TableName(
                        IDENTIFIERS.fitted(Relations.schema(stream.namespace())), IDENTIFIERS.fitted(stream.name())),
                new TargetCatalog(),
                PostgresDestination::ordered,
                errors);
        Writing writing = new Writing(
                ColumnTypes::of,
                (column, type) -> "ALTER COLUMN " + column + " TYPE " + type,
                PostgresDestination::literal,
                // What a role's settings say of isolation is not for us: a load sees and does the same in all.
                "BEGIN ISOLATION LEVEL READ COMMITTED",
                AdvisoryLock.of(sql),
                new TableSwap(),
                new CopyLoader());
        return new JdbcDestination(connection, dialect, writing);
    }

    /** A server at work on a long statement for a client that was killed would keep its locks until it is done. */
    private static void noticeDeath(dev.leat.jdbc.Sql sql) {
        try {
            sql.execute("SET client_connection_check_interval = '2s'", "set up the session");
        } catch (ConnectorException _) {
            // Not every operating system lets a server look.
        }
    }

    private static String ordered(String expression, Type type) {
        return type instanceof Type.Text || type instanceof Type.Enumeration
                ? expression + " COLLATE \"C\""
                : expression;
    }

    /** A RID's JSON literal; the server's own is the protocol's, but for the zone of an instant. */
    private static String literal(String expression, Type type) {
        if (!(type instanceof Type.Timestamp(int _, boolean zoned)) || !zoned) {
            return "to_json(" + expression + ")::text";
        }
        return "regexp_replace(to_json(" + expression + " AT TIME ZONE 'UTC')::text, '( BC)?\"$', 'Z\\1\"')";
    }
}
