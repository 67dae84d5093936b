package dev.leat.connector.postgres;

import dev.leat.sdk.Log;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Says what may bring rows below those already read, and shows in no lock. */
final class RidDoubts {
    private static final String SUBSCRIBED = "SELECT EXISTS (SELECT FROM pg_subscription_rel WHERE srrelid = ?)";

    private RidDoubts() {}

    static void warn(Connection connection, StreamRead read) throws SQLException {
        String column = "stream \"" + read.relation.stream() + "\": the RID column \""
                + read.rid.column().name() + "\" ";
        for (PgSequence sequence : read.rid.column().sequences()) {
            if (sequence.increment() > 1) {
                Log.warn(column + "is fed by the sequence " + sequence.sqlName() + ", which counts in steps of "
                        + sequence.increment()
                        + ": if an application hands out the numbers between by itself, rows with"
                        + " lower ones may come after this read, and will be passed over. Then choose another RID column,"
                        + " such as a timestamp");
            }
        }
        try (PreparedStatement query = connection.prepareStatement(SUBSCRIBED)) {
            query.setLong(1, read.relation.oid());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                if (row.getBoolean(1)) {
                    Log.warn(column + "is filled by logical replication, in the order in which rows are committed where"
                            + " they come from: rows with lower values may come after this read, and will be passed over."
                            + " Read the database they come from");
                }
            }
        }
    }
}
