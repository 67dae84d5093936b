package dev.leat.connector.mysql;

import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableLoad;
import dev.leat.jdbc.Target;
import dev.leat.protocol.ConnectorException;
import dev.leat.row.Batch;
import dev.leat.row.Bytes;
import dev.leat.sdk.Log;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One stream on its way through LOAD DATA, some megabytes in each statement: while the server takes one buffer in, the
 * next is filled. What the server has to say of a statement's rows it says when all are in; they are still here then.
 *
 * <p>With LOCAL the server mends what does not fit, or drops the row, and gives a warning. So any warning is an error
 * here, and the rows are taken back by whoever has begun the transaction.
 */
final class LocalLoad implements TableLoad {
    /** Enough to make a statement's own cost small. */
    private static final int SEND_BYTES = 2 << 20;

    private static final int SMALL_BYTES = 1 << 16;

    /** {@code Data truncated for column 'total' at row 3}. */
    private static final Pattern ROW = Pattern.compile("at row (\\d+)");

    private static final Pattern INCOMPLETE = Pattern.compile("Row (\\d+) ");

    private final Sql sql;
    private final Target target;
    private final LoadStatement statement;
    private final RowEncoder encoder;
    private Bytes filling = new Bytes(SMALL_BYTES);
    private Bytes sending = new Bytes(SMALL_BYTES);
    private long filled;
    private FutureTask<List<SQLWarning>> task;

    LocalLoad(Sql sql, Target target, LoadStatement statement, RowEncoder encoder) {
        this.sql = sql;
        this.target = target;
        this.statement = statement;
        this.encoder = encoder;
    }

    @Override
    public void write(Batch rows) throws SQLException {
        int before = rows.position();
        while (rows.next()) {
            int length = rows.position() - before;
            before = rows.position();
            if (length > SEND_BYTES) {
                makeRoom();
            }
            encoder.put(rows, filling);
            filled++;
            if (filling.length() >= SEND_BYTES) {
                send();
            }
        }
    }

    /** Before a huge row: what is gathered is not to be held beside it, nor the room that it took. */
    private void makeRoom() throws SQLException {
        end();
        filling.shrink();
        sending.shrink();
    }

    private void send() throws SQLException {
        awaitSent();
        Bytes full = filling;
        long count = filled;
        filling = sending;
        sending = full;
        filled = 0;
        task = new FutureTask<>(() -> statement.load(full, count));
        Thread.ofPlatform().name("leat-load").daemon().start(task);
        if (full.length() > 2 * SEND_BYTES) {
            // One huge row: two of them would be too many to hold.
            awaitSent();
        }
    }

    /** Waits until the server has what was sent. */
    private void awaitSent() throws SQLException {
        FutureTask<List<SQLWarning>> sent = task;
        task = null;
        if (sent == null) {
            return;
        }
        List<SQLWarning> warnings = result(sent);
        if (!warnings.isEmpty()) {
            throw refused(warnings.getFirst());
        }
        sending.clear();
        sending.shrink();
    }

    private List<SQLWarning> result(FutureTask<List<SQLWarning>> sent) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SQLException failed
                when MysqlFailure.kind(failed) == ConnectorException.Kind.DATA -> throw refused(failed);
                case SQLException failed ->
                    throw sql.failed(
                            failed,
                            "load the stream \"" + target.plan().schema().stream() + "\" into the table \""
                                    + target.table() + "\"");
                case RuntimeException failed -> throw failed;
                default -> throw ConnectorException.internal("a load ended in " + e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ConnectorException.unavailable("the load was interrupted", e);
        }
    }

    private ConnectorException refused(SQLException said) {
        String message = String.valueOf(said.getMessage());
        Matcher row = ROW.matcher(message);
        Matcher incomplete = INCOMPLETE.matcher(message);
        String number = row.find() ? row.group(1) : incomplete.find() ? incomplete.group(1) : null;
        StringBuilder attempted = new StringBuilder("load the stream \"")
                .append(target.plan().schema().stream())
                .append('"');
        if (number != null) {
            List<String> key = target.plan().schema().key();
            String values = encoder.values(sending, Integer.parseInt(number), key);
            attempted.append(values.isEmpty() ? ", row " + number + " of those sent together" : ", " + values);
        }
        SQLException plain = new SQLException(message, said.getSQLState(), said.getErrorCode());
        ConnectorException failed = sql.failed(plain, attempted + ", into the table \"" + target.table() + "\"");
        return failed.kind() == ConnectorException.Kind.INTERNAL
                ? ConnectorException.data(failed.getMessage(), said)
                : failed;
    }

    @Override
    public void end() throws SQLException {
        if (filled > 0) {
            send();
        }
        awaitSent();
    }

    @Override
    public void cancel() {
        filling.clear();
        filled = 0;
        try {
            awaitSent();
        } catch (SQLException | ConnectorException e) {
            Log.debug("what was on its way when the load was given up: " + e.getMessage());
        }
    }
}
