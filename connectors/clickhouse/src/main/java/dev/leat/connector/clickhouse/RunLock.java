package dev.leat.connector.clickhouse;

import dev.leat.connector.clickhouse.http.Request;
import dev.leat.jdbc.TableName;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.Log;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps other runs out of a table. ClickHouse has no locks, but it runs no two queries of the same id: as long as this
 * holds, a query with an id made from the table's name sleeps on the server, and the server ends it when its connection
 * ends, that is, with this process however it dies.
 *
 * <p>That holds on one server: runs that write the same tables must be sent to the same one. A run whose query was ended
 * by somebody else (a limit, KILL QUERY) notices before it commits.
 */
final class RunLock implements AutoCloseable {
    /**
     * The server looks after its sleeping query this often: so long may a dead run's lock outlive it, and a bit. Only the
     * first rows come at once, so that the server says at once that it runs.
     */
    private static final String SLEEP = "SELECT if(number < 4, 0, sleepEachRow(0.05)) FROM system.numbers";

    /** There is a thread for each stream that is written, and it does next to nothing. */
    private static final int STACK_BYTES = 256 << 10;
    /** A thread that waits for a closed connection ends at once. */
    private static final int END_MILLIS = 1000;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final TableName table;
    private final Request query;
    private final Thread watch;
    private volatile boolean lost;
    private volatile boolean released;

    private RunLock(TableName table, Request query) {
        this.table = table;
        this.query = query;
        this.watch = Thread.ofPlatform()
                .daemon()
                .name("leat-lock")
                .stackSize(STACK_BYTES)
                .start(this::watch);
    }

    /** @throws ConnectorException TRANSIENT when another run holds it */
    static RunLock acquire(Client client, TableName table, StreamDescriptor stream) {
        String attempted = "lock the table \"" + table + "\" for the stream \"" + stream + "\"";
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                return new RunLock(table, client.idle(SLEEP, settings(table)));
            } catch (ServerError e) {
                if (e.code() != ServerError.QUERY_ALREADY_RUNNING) {
                    throw Failures.of(attempted, client, e);
                }
                if (System.nanoTime() > deadline) {
                    throw ConnectorException.unavailable(
                            "stream \"" + stream + "\": another run is writing to the table \"" + table
                                    + "\"; run again when it has ended",
                            e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            } catch (IOException e) {
                throw Failures.of(attempted, client, e);
            }
        }
    }

    private static Map<String, String> settings(TableName table) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("query_id", "leat writes " + table);
        settings.put("max_block_size", "1");
        settings.put("max_threads", "1");
        settings.put("max_execution_time", "0");
        settings.put("max_rows_to_read", "0");
        settings.put("max_result_rows", "0");
        settings.put("log_queries", "0");
        settings.put("cancel_http_readonly_queries_on_client_close", "1");
        // The first of these headers tells that the query runs; without them there would be no answer before its end.
        settings.put("send_progress_in_http_headers", "1");
        settings.put("http_headers_progress_interval_ms", "10");
        return settings;
    }

    private void watch() {
        try {
            query.awaitEnd();
        } catch (IOException ended) {
            // As it is when it is released.
        }
        lost = !released;
    }

    /** Throws TRANSIENT if the server has ended it. */
    void check() {
        if (lost) {
            throw ConnectorException.unavailable("the lock on the table \"" + table
                    + "\" is lost: its query on the server was ended, by a limit or by somebody. Run again");
        }
    }

    @Override
    public void close() {
        released = true;
        try {
            query.close();
        } catch (IOException e) {
            Log.debug("releasing the lock on \"" + table + "\" failed: " + e.getMessage());
        }
        try {
            // A process whose threads wait for the network takes 0.3 s longer to end.
            watch.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
