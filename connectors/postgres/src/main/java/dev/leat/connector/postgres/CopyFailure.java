package dev.leat.connector.postgres;

import dev.leat.jdbc.Sql;
import dev.leat.jdbc.Target;
import dev.leat.protocol.ConnectorException;
import dev.leat.row.Batch;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What the server says about a row of COPY. It names the row by its number and the column by its name; it says so some
 * time after the row was sent, so that the row itself may be gone.
 */
final class CopyFailure {
    /** {@code COPY orders, line 3, column total: "abc"}. */
    private static final Pattern WHERE = Pattern.compile("COPY .*?, line (\\d+)(?:, column ([^:]+))?(?:: (.*))?");

    private final Sql sql;
    private final Target target;
    private final SentRows sent;
    private final long earlier;
    private final SQLException cause;
    private final long line;
    private final String column;

    /** @param earlier how many rows of the load other COPYs took before */
    CopyFailure(Sql sql, Target target, SentRows sent, long earlier, SQLException cause) {
        this.sent = sent;
        this.earlier = earlier;
        this.sql = sql;
        this.target = target;
        this.cause = cause;
        ServerErrorMessage server = cause instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        String where = server == null || server.getWhere() == null ? "" : server.getWhere();
        Matcher found = WHERE.matcher(where);
        boolean known = found.find();
        this.line = known ? Long.parseLong(found.group(1)) : -1;
        this.column = known && found.group(2) != null ? found.group(2) : server == null ? null : server.getColumn();
    }

    /**
     * The error, with the row's key if the row is one of the batch at hand.
     *
     * @param start where the batch began
     * @param before how many rows the COPY took before it
     */
    ConnectorException in(Batch rows, int start, long before) {
        if (line <= before) {
            return afterwards();
        }
        rows.unfollow();
        rows.rewind(start);
        for (long skipped = before; skipped < line; skipped++) {
            if (!rows.next()) {
                return afterwards();
            }
        }
        return failed(rows.location());
    }

    ConnectorException afterwards() {
        if (line < 0) {
            return failed(null);
        }
        List<String> key = target.plan().schema().key().stream()
                .map(name -> target.plan().schema().indexOf(name))
                .filter(c -> c >= 0)
                .map(c -> target.columns().get(c).name())
                .toList();
        String values = sent.values(line, key).map(text -> ", " + text).orElse("");
        return failed("row " + (earlier + line) + " of this load" + values);
    }

    private ConnectorException failed(String row) {
        StringBuilder attempted = new StringBuilder("load the stream \"")
                .append(target.plan().schema().stream())
                .append('"');
        if (row != null) {
            attempted.append(", ").append(row);
        }
        if (column != null) {
            attempted.append(", column \"").append(column).append('"');
        }
        return sql.failed(cause, attempted + ", into the table \"" + target.table() + "\"");
    }
}
