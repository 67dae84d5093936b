package dev.leat.connector.postgres;

import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Log;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds up to which RID a stream can be read: the greatest that is committed. Its own statement, before the snapshot:
 * what is added later is the next run's.
 */
final class Bounds {
    private final Connection connection;

    Bounds(Connection connection) {
        this.connection = connection;
    }

    /**
     * The newest row of a stream.
     *
     * @param startsUntilMicros a transaction that began later than this adds no row before the newest; since 1970, and
     *     only for RIDs that are times
     * @param recent whether the row may have been added within the last second
     */
    record Newest(String rid, long startsUntilMicros, boolean recent) {}

    /** Sets the stream's bound; answers its newest row, or null if it has none beyond what the destination has. */
    Newest fix(StreamRead read) throws SQLException {
        Newest newest = newest(read);
        if (newest == null) {
            boolean boundary = read.plan.from().isPresent() && read.plan.inclusive();
            read.empty = !boundary;
            read.to = boundary ? read.rid.literal(read.plan.from().get()) : null;
            return null;
        }
        read.to = read.rid.literal(newest.rid());
        return newest;
    }

    private Newest newest(StreamRead read) throws SQLException {
        String rid = read.rid.expression();
        String from = read.newerThan(false);
        List<String> key = read.plan.schema().key().stream()
                .filter(name -> read.relation.column(name).isPresent())
                .toList();
        String query = "SELECT (" + rid + ")::text, " + future(read.rid) + ", " + startsUntil(read.rid)
                + ", (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
                + key.stream()
                        .map(name -> ", " + StreamRead.TABLE + "." + Sql.name(name) + "::text")
                        .collect(Collectors.joining())
                + " FROM " + read.table() + " WHERE " + rid + " IS NOT NULL" + (from == null ? "" : " AND " + from)
                + " ORDER BY " + rid + " DESC LIMIT 1";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            if (!row.next()) {
                return null;
            }
            String value = row.getString(1);
            refuseInfinite(read, value, key, row);
            if (row.getBoolean(2)) {
                Log.warn("stream \"" + read.relation.stream() + "\": the RID column \""
                        + read.rid.column().name()
                        + "\" is " + value + " in the row" + where(key, row) + ", which lies in the future: from now on"
                        + " rows with an earlier time will be passed over. Correct the row here and in the destination,"
                        + " or choose another RID column");
            }
            long until = row.getLong(3);
            return new Newest(value, until, until >= row.getLong(4) - 1_000_000);
        }
    }

    private static void refuseInfinite(StreamRead read, String value, List<String> key, ResultSet row)
            throws SQLException {
        if (read.rid.column().type().isCollated()) {
            return;
        }
        if (value.equals("NaN") || value.endsWith("Infinity") || value.endsWith("infinity")) {
            throw ConnectorException.data("stream \"" + read.relation.stream() + "\": the RID column \""
                    + read.rid.column().name() + "\" is " + value + " in the row" + where(key, row)
                    + ", beyond which nothing can come; give it a value, or choose another RID column");
        }
    }

    /** The row's key, for messages. */
    private static String where(List<String> key, ResultSet row) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < key.size(); k++) {
            text.append(k == 0 ? " with " : ", ")
                    .append(key.get(k))
                    .append(" = ")
                    .append(row.getString(5 + k));
        }
        return text.isEmpty() ? " with the greatest one" : text.toString();
    }

    /** A day is left for clocks that are ahead and, where a time has no zone, for zones. */
    private static String future(RidColumn rid) {
        if (rid.kind() != RidColumn.Kind.TIME) {
            return "false";
        }
        return switch ((int) rid.column().type().oid()) {
            case PgType.Oid.DATE -> rid.expression() + " > current_date + 2";
            case PgType.Oid.TIMESTAMP -> rid.expression() + " > localtimestamp + interval '1 day'";
            default -> rid.expression() + " > now() + interval '1 day'";
        };
    }

    /** The end of the range of times is cut off: what lies beyond tells nothing, and microseconds would overflow. */
    private static String startsUntil(RidColumn rid) {
        if (rid.kind() != RidColumn.Kind.TIME) {
            return "0";
        }
        String zone = " + interval '" + RidColumn.ZONE_HOURS_MAX + " hours'";
        String time = switch ((int) rid.column().type().oid()) {
            case PgType.Oid.DATE -> rid.expression() + "::timestamp + interval '1 day'" + zone;
            case PgType.Oid.TIMESTAMP -> rid.expression() + zone;
            default -> rid.expression() + " AT TIME ZONE 'UTC'";
        };
        return "(extract(epoch FROM least(greatest(" + time
                + ", timestamp '0001-01-01'), localtimestamp + interval '2 days')) * 1000000)::bigint";
    }
}
