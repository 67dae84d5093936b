package dev.leat.connector.clickhouse;

import dev.leat.connector.clickhouse.http.Request;
import dev.leat.protocol.ConnectorException;
import dev.leat.row.Batch;
import dev.leat.sdk.Log;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Rows on their way into one table: gathered, and sent in pieces within an INSERT, which is begun with the first piece, so
 * that a stream of a few rows beside many others costs little. Of many rows each INSERT takes some: while the server sorts
 * and writes those of one, it takes in those of the next. {@link #end} ends all.
 */
final class Insert {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int REFUSAL_MILLIS = 10_000;

    /**
     * What the server holds twice at most; by itself it would write a part for each quarter of a gigabyte. Less makes more
     * parts, which it begins to merge while the rows are still coming.
     */
    private static final int STATEMENT_BYTES = 1 << 27;

    /**
     * Rows may be long in coming. That equal blocks count as one, that rows of a key are merged on their way, and that they
     * wait in memory, is right for others.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "http_receive_timeout", "86400",
            "insert_deduplicate", "0",
            "optimize_on_insert", "0",
            "async_insert", "0");

    private final Client client;
    private final String attempted;
    private final Block block;
    private Request request;
    private long sent;
    private Ending ending;

    /** An INSERT that has all its rows, and the thread that waits for the server to be done with it. */
    private record Ending(Request request, FutureTask<Void> task) {
        static Ending of(Request request, Client client) {
            FutureTask<Void> task = new FutureTask<>(() -> {
                try (request) {
                    client.check(request);
                }
                return null;
            });
            Thread.ofPlatform().daemon().name("leat-insert").start(task);
            return new Ending(request, task);
        }
    }

    /** @param block takes the rows of that table, and is this one's alone */
    Insert(Client client, Target target, Block block) {
        this.client = client;
        this.attempted = "write the stream \"" + target.plan().schema().stream() + "\" to \"" + target.table() + "\"";
        this.block = block;
    }

    void write(Batch batch) {
        while (batch.next()) {
            block.add(batch);
            if (block.bytes() >= BLOCK_BYTES) {
                send();
            }
        }
    }

    private void send() {
        try {
            if (request == null) {
                request = client.insert(block.statement(), SETTINGS);
            }
            sent += block.bytes();
            block.send(request);
        } catch (IOException e) {
            throw refusal(e);
        }
        if (sent >= STATEMENT_BYTES) {
            handOver();
        }
    }

    private void handOver() {
        awaitEnding();
        ending = Ending.of(request, client);
        request = null;
        sent = 0;
    }

    private void awaitEnding() {
        if (ending == null) {
            return;
        }
        try {
            ending.task.get();
            ending = null;
        } catch (ExecutionException e) {
            throw Failures.of(attempted, client, e.getCause() instanceof Exception cause ? cause : e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ConnectorException.unavailable("cannot " + attempted + ": interrupted", e);
        }
    }

    /** The server may have said why it listens no longer. */
    private ConnectorException refusal(IOException e) {
        if (request != null) {
            try {
                Client.checked(request.refusal(REFUSAL_MILLIS));
            } catch (ServerError said) {
                return Failures.of(attempted, client, said);
            } catch (IOException nothing) {
                Log.debug("no answer to an INSERT that broke off: " + nothing.getMessage());
            }
        }
        return Failures.of(attempted, client, e);
    }

    /** Sends what is left, and waits until the server has it all. */
    void end() {
        if (!block.isEmpty()) {
            send();
        }
        if (request != null) {
            handOver();
        }
        awaitEnding();
    }

    /** Breaks off; what the server has by then is in a work table, and goes with it. */
    void cancel() {
        block.clear();
        close(request);
        request = null;
        close(ending == null ? null : ending.request);
        ending = null;
    }

    private static void close(Request request) {
        try {
            if (request != null) {
                request.close();
            }
        } catch (IOException e) {
            Log.debug("breaking off an INSERT failed: " + e.getMessage());
        }
    }
}
