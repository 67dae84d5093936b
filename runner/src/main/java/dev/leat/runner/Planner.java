package dev.leat.runner;

import dev.leat.config.Nearest;
import dev.leat.protocol.Catalog;
import dev.leat.protocol.ConfiguredCatalog;
import dev.leat.protocol.ConfiguredCatalog.ConfiguredStream;
import dev.leat.protocol.DestinationSyncMode;
import dev.leat.protocol.Message;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.SyncMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Turns a replication's settings and what was discovered into a {@link Plan}, or says why it cannot be done. */
final class Planner {
    private final Settings.Replication replication;
    private final Message.Spec source;
    private final Message.Spec destination;
    private final long syncId;
    private final Document document;
    private final String pointer;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * @param pointer where the replication stands in the document
     * @param syncId grows from run to run
     */
    Planner(
            Settings.Replication replication,
            Message.Spec source,
            Message.Spec destination,
            long syncId,
            Document document,
            String pointer) {
        this.replication = replication;
        this.source = source;
        this.destination = destination;
        this.syncId = syncId;
        this.document = document;
        this.pointer = pointer;
    }

    Plan plan(Catalog catalog) {
        Map<StreamDescriptor, Plan.PlannedStream> byDestination = new LinkedHashMap<>();
        for (StreamSelection.Chosen chosen : StreamSelection.select(catalog, replication.streams(), this::problem)) {
            Plan.PlannedStream planned = plan(chosen);
            Plan.PlannedStream other = byDestination.put(planned.destination(), planned);
            if (other != null) {
                problem(
                        chosen.entry(),
                        other.source() + " and " + planned.source() + " would both become " + planned.destination()
                                + " at the destination; carry them in two replications");
            }
        }
        Problem.refuse(problems);
        return new Plan(List.copyOf(byDestination.values()));
    }

    private void problem(int entry, String message) {
        String at = pointer + "/streams/" + entry;
        problems.add(new Problem(document.value(at), Document.dotted(pointer) + ": " + message));
    }

    private Plan.PlannedStream plan(StreamSelection.Chosen chosen) {
        Settings.Choice choice = chosen.choice();
        Consumer<String> problem =
                message -> problem(chosen.entry(), chosen.stream().descriptor() + ": " + message);
        StreamRid rid =
                mode(choice) == Settings.Mode.INCREMENTAL ? StreamRid.choose(chosen.stream(), choice, problem) : null;
        Catalog.Stream stream = StreamColumns.prune(chosen.stream(), choice.columns(), rid, problem);
        SyncMode mode = rid == null ? SyncMode.FULL_REFRESH : SyncMode.INCREMENTAL;
        DestinationSyncMode write = rid == null ? DestinationSyncMode.OVERWRITE : DestinationSyncMode.APPEND;
        refuseUnsupported(stream, mode, write, problem);
        ConfiguredStream atSource = new ConfiguredStream(
                stream,
                mode,
                write,
                rid == null ? null : rid.path(),
                stream.sourceDefinedPrimaryKey(),
                syncId,
                rid == null ? syncId : 0L,
                syncId,
                new ConfiguredCatalog.Options(
                        rid == null ? null : rid.unique(),
                        rid == null ? null : rid.per(),
                        rid == null ? null : stateKind(rid, problem),
                        technicalColumns(choice),
                        pointer.substring(pointer.lastIndexOf('/') + 1),
                        partitions(choice, rid, problem),
                        null,
                        null));
        return new Plan.PlannedStream(atSource, mapped(atSource));
    }

    private Settings.Mode mode(Settings.Choice choice) {
        if (choice.mode() != null) {
            return choice.mode();
        }
        if (choice.rid() != null) {
            return Settings.Mode.INCREMENTAL;
        }
        return replication.mode() != null ? replication.mode() : Settings.Mode.FULL_REFRESH;
    }

    private Boolean technicalColumns(Settings.Choice choice) {
        return choice.technicalColumns() != null ? choice.technicalColumns() : replication.technicalColumns();
    }

    /** A stream in parts comes in no order: what is half there then tells nobody how far it is. */
    private Integer partitions(Settings.Choice choice, StreamRid rid, Consumer<String> problem) {
        Integer partitions = choice.partitions();
        if (partitions == null || partitions == 1) {
            return null;
        }
        if (source.leat() == null || !source.leat().partitions()) {
            problem.accept(
                    "the source " + replication.source() + " cannot read a stream in parts; leave partitions out");
        } else if (rid != null
                && (destination.leat() == null || !destination.leat().anyOrder())) {
            problem.accept(
                    "the destination " + replication.destination() + " must have the rows of an incremental stream"
                            + " in order, in which those of parts do not come; leave partitions out, or use mode: full-refresh");
        }
        return partitions;
    }

    private void refuseUnsupported(
            Catalog.Stream stream, SyncMode mode, DestinationSyncMode write, Consumer<String> problem) {
        List<SyncMode> read =
                stream.supportedSyncModes() == null ? List.of(SyncMode.FULL_REFRESH) : stream.supportedSyncModes();
        if (!read.contains(mode)) {
            problem.accept(
                    mode == SyncMode.INCREMENTAL
                            ? "the source cannot read it incrementally; use mode: full-refresh"
                            : "the source cannot read it in full; use mode: incremental");
        }
        List<DestinationSyncMode> writes = destination.supportedDestinationSyncModes();
        if (writes != null && !writes.contains(write)) {
            problem.accept("the destination " + replication.destination() + " cannot "
                    + (write == DestinationSyncMode.APPEND ? "append" : "replace a stream's rows") + " (it can: "
                    + String.join(
                            ", ", writes.stream().map(DestinationSyncMode::wire).toList())
                    + "); use another mode or another destination");
        }
    }

    /** Where the next run learns from how far this one came: that is what makes an incremental run possible at all. */
    private ConfiguredCatalog.StateKind stateKind(StreamRid rid, Consumer<String> problem) {
        Message.Capabilities from = source.leat();
        Message.Capabilities to = destination.leat();
        if (rid.per() != null && to != null && to.rid() && !to.ridPerPartition()) {
            if (to.storedState()) {
                // Its rows do not tell the last of each, but the state it keeps beside them does.
                return ConfiguredCatalog.StateKind.STORED;
            }
            problem.accept("its RID is counted per \"" + rid.per() + "\", and the destination "
                    + replication.destination() + " cannot tell the last one of each; use another destination");
            return null;
        }
        if (statesMeet(from, to)) {
            return to.rid() && from != null && from.ridState()
                    ? ConfiguredCatalog.StateKind.RID
                    : ConfiguredCatalog.StateKind.STORED;
        }
        String reason = to != null && to.rid()
                ? "the source " + replication.source() + " goes on from states of its own, which the destination "
                        + replication.destination() + " cannot keep"
                : "the destination " + replication.destination()
                        + " can neither tell its last RID nor keep the source's state";
        problem.accept("cannot run incrementally without a state store: " + reason
                + "; use mode: full-refresh or another destination");
        return null;
    }

    /** Whether the destination can tell the source where to go on. */
    static boolean statesMeet(Message.Capabilities from, Message.Capabilities to) {
        return to != null && (to.storedState() || to.rid() && from != null && from.ridState());
    }

    private ConfiguredStream mapped(ConfiguredStream s) {
        Catalog.Stream stream = s.stream();
        String namespace = replication.destinationNamespace();
        namespace = namespace == null ? stream.namespace() : namespace.isEmpty() ? null : namespace;
        String name = replication.streamPrefix() == null ? stream.name() : replication.streamPrefix() + stream.name();
        Catalog.Stream renamed = new Catalog.Stream(
                name,
                namespace,
                stream.jsonSchema(),
                stream.supportedSyncModes(),
                stream.sourceDefinedCursor(),
                stream.defaultCursorField(),
                stream.sourceDefinedPrimaryKey(),
                stream.isResumable(),
                stream.isFileBased(),
                stream.leat());
        return new ConfiguredStream(
                renamed,
                s.syncMode(),
                s.destinationSyncMode(),
                s.cursorField(),
                s.primaryKey(),
                s.generationId(),
                s.minimumGenerationId(),
                s.syncId(),
                s.leat());
    }

    /** The names of a stream's columns. */
    static List<String> columns(Catalog.Stream stream) {
        return stream.jsonSchema() == null
                ? List.of()
                : List.copyOf(stream.jsonSchema().path("properties").propertyNames());
    }

    /** The end of a sentence about a column that is not there. */
    static String noColumn(String column, Catalog.Stream stream) {
        return "it has no column \"" + column + "\"" + Nearest.hint(column, columns(stream));
    }
}
