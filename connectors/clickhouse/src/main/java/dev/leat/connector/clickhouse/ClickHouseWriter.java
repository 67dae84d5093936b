package dev.leat.connector.clickhouse;

import dev.leat.jdbc.TableName;
import dev.leat.protocol.ConnectorException;
import dev.leat.row.Batch;
import dev.leat.sdk.Log;
import dev.leat.sdk.StreamWriter;
import dev.leat.sdk.WriteMode;
import dev.leat.sdk.WritePlan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Writes one stream: into a work table of this run, from which the server takes all rows over at once. Nothing of it can
 * be seen before the commit, and nothing of it is left if there is none.
 *
 * <p>Parts of a table are taken over whole and without copying them ({@code ATTACH PARTITION … FROM}), which no reader can
 * see half of. A run that was killed can have left no half of a commit; and one that was only taken for dead cannot
 * commit: the next run has dropped its work table.
 */
final class ClickHouseWriter implements StreamWriter {
    /** Servers refuse to drop tables of more than 50 GB by themselves, which old rows and those of a run may well be. */
    static final Map<String, String> DROPPING =
            Map.of("max_table_size_to_drop", "0", "max_partition_size_to_drop", "0");

    private final Client client;
    private final Target target;
    private final TableName staging;
    private final RunLock lock;
    private final boolean replaces;
    private final Optional<Relation> existing;
    private Insert insert;
    private boolean staged;
    private boolean loaded;
    private JsonNode boundary;
    private boolean complete;
    private boolean ended;

    ClickHouseWriter(Client client, Target target, TableName staging, RunLock lock, Optional<Relation> existing) {
        this.client = client;
        this.target = target;
        this.staging = staging;
        this.lock = lock;
        this.replaces = target.plan().mode() == WriteMode.REPLACE;
        this.existing = existing;
    }

    @Override
    public void write(Batch rows) {
        // Before anything can fail: what fails half-way is to be taken back.
        loaded = true;
        if (insert == null) {
            stage();
        }
        insert.write(rows);
    }

    private void stage() {
        String attempted = "make a work table beside \"" + target.table() + "\"";
        boolean alike = existing.isPresent() && (!replaces || new ExistingTable(existing.get(), target).isAlike());
        client.execute(
                attempted,
                alike
                        ? "CREATE TABLE " + Names.quoted(staging) + " AS " + Names.quoted(target.table())
                        : target.create(staging),
                Map.of());
        staged = true;
        if (!replaces) {
            // A commit is to outlast a power cut; a replacement becomes the user's table, with settings of his.
            client.execute(
                    attempted,
                    "ALTER TABLE " + Names.quoted(staging)
                            + " MODIFY SETTING fsync_after_insert = 1, fsync_part_directory = 1",
                    Map.of());
        }
        List<Relation.Column> kept = alike
                ? existing.get().columns()
                : target.columns().stream().map(Target.Column::made).toList();
        insert = new Insert(client, target, new Block(target, staging, kept));
    }

    @Override
    public void dropBoundary() {
        boundary = new LastRid(client, target).find().orElse(null);
    }

    @Override
    public void complete() {
        if (replaces && !staged) {
            stage();
        }
        complete = true;
    }

    @Override
    public void abort() {
        rollback();
    }

    /** Makes what was written visible. */
    void commit() {
        if (ended) {
            return;
        }
        if (loaded || replaces && complete) {
            lock.check();
        }
        if (insert != null) {
            insert.end();
        }
        if (replaces && complete) {
            replace();
        } else if (!replaces && loaded) {
            append();
        }
        if (complete) {
            end();
        }
    }

    private void append() {
        String attempted = "put the rows of the stream \"" + target.plan().schema().stream() + "\" into \""
                + target.table() + "\"";
        if (boundary != null) {
            deleteBoundary(attempted);
        }
        boolean partitioned = !existing.map(Relation::partitionKey)
                .orElseGet(() -> target.options().partitionBy() == null ? "" : "some")
                .isEmpty();
        client.execute(
                attempted,
                "ALTER TABLE " + Names.quoted(target.table()) + " ATTACH PARTITION " + (partitioned ? "ALL" : "tuple()")
                        + " FROM " + Names.quoted(staging),
                Map.of());
        loaded = false;
        if (!complete) {
            client.execute(
                    "empty the work table of \"" + target.table() + "\"",
                    "TRUNCATE TABLE " + Names.quoted(staging),
                    DROPPING);
        }
    }

    /**
     * Just before the rows come that the source has sent again. Killed between the two, what is left is a shorter beginning
     * of the stream, from which the next run goes on.
     */
    private void deleteBoundary(String attempted) {
        Target.Column rid = target.rid().orElseThrow();
        StringBuilder condition = new StringBuilder(new LastRid(client, target).isEqual(boundary));
        if (target.plan().technicalColumns()) {
            // Should the statement of a run that was killed be late, it must not meet the rows of the one after it.
            condition
                    .append(" AND ifNull(")
                    .append(Names.quoted(WritePlan.SYNC_ID))
                    .append(", 0) <= ")
                    .append(target.plan().syncId());
        }
        delete(attempted + " again that share the last RID \"" + rid.name() + "\"", condition.toString());
        boundary = null;
    }

    private void delete(String attempted, String condition) {
        Map<String, String> atOnce = Map.of("lightweight_deletes_sync", "2", "mutations_sync", "2");
        String table = Names.quoted(target.table());
        try {
            client.run("DELETE FROM " + table + " WHERE " + condition, atOnce);
        } catch (ServerError e) {
            if (e.code() != ServerError.SUPPORT_IS_DISABLED && e.code() != ServerError.NOT_IMPLEMENTED) {
                throw Failures.of(attempted, client, e);
            }
            // Where there are projections, or parts of an old kind, rows cannot be masked: their parts are written
            // anew.
            client.execute(attempted, "ALTER TABLE " + table + " DELETE WHERE " + condition, atOnce);
        } catch (IOException e) {
            throw Failures.of(attempted, client, e);
        }
    }

    private void replace() {
        String attempted = "put the new rows of \"" + target.table() + "\" in the place of the old ones";
        client.execute(
                attempted,
                existing.isPresent()
                        ? "EXCHANGE TABLES " + Names.quoted(staging) + " AND " + Names.quoted(target.table())
                        : "RENAME TABLE " + Names.quoted(staging) + " TO " + Names.quoted(target.table()),
                Map.of());
        staged = existing.isPresent();
    }

    private void end() {
        ended = true;
        try {
            if (staged) {
                client.execute(
                        "drop the work table of \"" + target.table() + "\"",
                        "DROP TABLE IF EXISTS " + Names.quoted(staging),
                        DROPPING);
                staged = false;
            }
        } finally {
            lock.close();
        }
    }

    /** Forgets what was written since the last commit; nothing is written after it. */
    void rollback() {
        if (ended) {
            return;
        }
        if (insert != null) {
            insert.cancel();
        }
        try {
            end();
        } catch (ConnectorException failure) {
            // Nobody has seen what is in the work table, and the next run drops it.
            Log.debug(failure.getMessage());
        }
    }

    /** Whether anything has been done since the last commit. */
    boolean isDirty() {
        return !ended && (loaded || boundary != null || replaces || complete);
    }
}
