package dev.leat.connector.clickhouse;

import dev.leat.jdbc.TableName;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.Destination;
import dev.leat.sdk.Log;
import dev.leat.sdk.Resources;
import dev.leat.sdk.RidReader;
import dev.leat.sdk.StreamWriter;
import dev.leat.sdk.WriteMode;
import dev.leat.sdk.WritePlan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Writes to a server. ClickHouse has no transactions: each stream is committed by itself, in one statement that readers
 * see all or nothing of. What is there of a stream is therefore always a beginning of it, and the next run goes on from
 * its greatest RID; that several streams are not committed in the same instant loses and doubles nothing.
 */
final class ClickHouseDestination implements Destination, RidReader {
    /** For looking at tables that are ours: nothing of them is as the user says, all is as the column says. */
    static final ClickHouseConfig PLAIN =
            new ClickHouseConfig("", 1, "", "", "", false, List.of(), List.of(), false, 0, Map.of(), 1, Map.of());

    /** Kinds of databases in which two tables can change places in one step. */
    private static final Set<String> EXCHANGING = Set.of("Atomic", "Replicated", "Shared");

    private final ClickHouseConfig config;
    private final Client client;
    private final Relations relations;
    private final Instant began = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Map<TableName, StreamDescriptor> streams = new HashMap<>();
    private final Map<StreamDescriptor, ClickHouseWriter> writers = new LinkedHashMap<>();
    private final Resources resources;
    private final String run =
            Long.toHexString(System.nanoTime() ^ ProcessHandle.current().pid() << 40);

    private ClickHouseDestination(ClickHouseConfig config, Client client, Resources resources) {
        this.config = config;
        this.client = client;
        this.relations = new Relations(client, PLAIN);
        this.resources = resources;
    }

    static ClickHouseDestination open(ClickHouseConfig config, Resources resources) {
        Client client = new Client(config);
        ServerVersion.check(client);
        return new ClickHouseDestination(config, client, resources);
    }

    @Override
    public StreamWriter open(WritePlan plan) {
        Target target = Target.of(plan, config, began);
        StreamDescriptor stream = plan.schema().stream();
        claim(target, stream);
        makeDatabase(target);
        RunLock lock = RunLock.acquire(client, target.table(), stream);
        try {
            dropLeftOver(target);
            Optional<Relation> existing = relations.find(target.table());
            existing.ifPresent(relation -> ready(relation, target));
            if (plan.mode() == WriteMode.APPEND && existing.isEmpty()) {
                create(target);
                existing = relations.find(target.table());
            }
            ClickHouseWriter writer =
                    new ClickHouseWriter(client, target, Names.staging(target.table(), run), lock, existing);
            // Closing without a commit is a rollback: what no state covers must not stay.
            resources.add(writer::rollback);
            writers.put(stream, writer);
            return writer;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Two streams in one table would each take the other's rows for their own. */
    private void claim(Target target, StreamDescriptor stream) {
        StreamDescriptor other = streams.putIfAbsent(target.table(), stream);
        if (other != null && !other.equals(stream)) {
            throw ConnectorException.config("the streams \"" + other + "\" and \"" + stream
                    + "\" would both be written to the table \"" + target.table()
                    + "\"; move one of them to a replication with a stream_prefix or another destination_namespace");
        }
    }

    private void makeDatabase(Target target) {
        String database = target.table().schema();
        // The server would have refused to connect to one that there is not.
        if (!database.equals(config.database()) && engine(database).isEmpty()) {
            client.execute(
                    "make the database \"" + database + "\" for the stream \"" + target.plan().schema().stream() + "\"",
                    "CREATE DATABASE IF NOT EXISTS " + Names.quoted(database),
                    Map.of());
        }
    }

    private Optional<String> engine(String database) {
        return client.row(
                        "look at the database \"" + database + "\"",
                        "SELECT engine FROM system.databases WHERE name = " + Names.text(database))
                .map(row -> row.get(0).asString());
    }

    /** Work tables of runs that were killed. SYNC waits for a statement of such a run that is still at work on one. */
    private void dropLeftOver(Target target) {
        String attempted = "drop what an earlier run has left beside \"" + target.table() + "\"";
        List<JsonNode> names = client.rows(
                attempted,
                "SELECT name FROM system.tables WHERE database = "
                        + Names.text(target.table().schema()) + " AND endsWith(name, "
                        + Names.text(Names.stagingEnd(target.table())) + ")");
        for (JsonNode row : names) {
            TableName left = target.table().beside(row.get(0).asString());
            client.execute(
                    attempted, "DROP TABLE IF EXISTS " + Names.quoted(left) + " SYNC", ClickHouseWriter.DROPPING);
        }
    }

    private void ready(Relation relation, Target target) {
        ExistingTable table = new ExistingTable(relation, target);
        if (target.plan().mode() == WriteMode.APPEND) {
            table.check();
            if (!relation.readers().isEmpty()) {
                Log.warn("stream \"" + target.plan().schema().stream() + "\": rows are put into \"" + target.table()
                        + "\" in whole parts, which the materialized views that read it do not see: "
                        + String.join(", ", relation.readers()) + ". Refresh them, or have them read another table");
            }
            return;
        }
        table.checkEngine();
        String engine = engine(target.table().schema()).orElse("");
        if (!EXCHANGING.contains(engine)) {
            throw ConnectorException.config("stream \"" + target.plan().schema().stream()
                    + "\": in the database \"" + target.table().schema() + "\", whose engine is " + engine
                    + ", no table can take another's place in one step; use a database of the engine Atomic");
        }
    }

    private void create(Target target) {
        String attempted = "make the table \"" + target.table() + "\"";
        client.execute(attempted, target.create(target.table()), Map.of());
    }

    @Override
    public Optional<JsonNode> lastRid(WritePlan plan) {
        Target target = Target.of(plan, config, began);
        Optional<Relation> relation = relations.find(target.table());
        if (relation.isEmpty()) {
            return Optional.empty();
        }
        new ExistingTable(relation.get(), target).checkRid();
        return target.per().isPresent()
                ? new LastOfPartitions(client, relation.get(), target).find()
                : new LastRid(client, target).find();
    }

    @Override
    public void commit(List<StateMessage> states) {
        writers.values().forEach(ClickHouseWriter::commit);
    }

    @Override
    public void rollback() {
        writers.values().stream().filter(ClickHouseWriter::isDirty).forEach(ClickHouseWriter::rollback);
    }
}
