package dev.leat.sdk;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConfiguredCatalog;
import dev.leat.protocol.ConfiguredCatalog.ConfiguredStream;
import dev.leat.protocol.ConfiguredCatalog.Options;
import dev.leat.protocol.ConfiguredCatalog.StateKind;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.DestinationSyncMode;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.SyncMode;
import dev.leat.type.Column;
import dev.leat.type.StreamJson;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** From a configured catalog to what is to be done, stream by stream; refuses what cannot be. */
final class Plans {
    private Plans() {}

    static List<ReadPlan> read(ConfiguredCatalog catalog, List<StateMessage> states, Connector<?> connector) {
        List<ReadPlan> plans = new ArrayList<>();
        for (ConfiguredStream configured : unique(catalog)) {
            StreamSchema schema = schema(configured);
            Options options = configured.leat() == null ? Options.DEFAULT : configured.leat();
            SyncMode mode = configured.syncMode() == null ? SyncMode.FULL_REFRESH : configured.syncMode();
            if (mode == SyncMode.FULL_REFRESH && !connector.abilities().contains(Ability.FULL_REFRESH)) {
                throw ConnectorException.config("stream \"" + schema.stream() + "\": the source \"" + connector.name()
                        + "\" cannot be read in full; use mode incremental");
            }
            Optional<Rid> rid = mode == SyncMode.INCREMENTAL ? Optional.of(rid(configured, schema)) : Optional.empty();
            Optional<JsonNode> state = rid.isEmpty() ? Optional.empty() : state(states, schema.stream());
            Optional<JsonNode> from = state.flatMap(s -> RidState.value(s, rid.get(), schema.stream()));
            boolean inPlace = state.isPresent() || rid.flatMap(Rid::per).isPresent();
            int partitions = inPlace ? 1 : partitions(configured, connector);
            plans.add(new ReadPlan(
                    schema,
                    mode,
                    rid,
                    from,
                    state.filter(s -> !RidState.is(s)),
                    partitions,
                    options.sentAs() == null ? schema.stream() : options.sentAs(),
                    list(options, schema, connector)));
        }
        return plans;
    }

    private static OptionalInt list(Options options, StreamSchema schema, Connector<?> connector) {
        if (options.list() == null) {
            return OptionalInt.empty();
        }
        if (!connector.abilities().contains(Ability.LISTS) || schema.columns().isEmpty()) {
            throw ConnectorException.config("stream \"" + schema.stream() + "\": the source \"" + connector.name()
                    + "\" cannot send its rows as lists; leave list out");
        }
        return OptionalInt.of(options.list());
    }

    private static int partitions(ConfiguredStream configured, Connector<?> connector) {
        if (configured.leat() == null || !configured.leat().inParts()) {
            return 1;
        }
        if (!connector.abilities().contains(Ability.PARTITIONS)) {
            throw ConnectorException.config("stream \"" + configured.descriptor() + "\": the source \""
                    + connector.name() + "\" cannot read a stream in parts; leave partitions out");
        }
        return configured.leat().partitions();
    }

    static List<WritePlan> write(ConfiguredCatalog catalog, Connector<?> connector) {
        List<WritePlan> plans = new ArrayList<>();
        for (ConfiguredStream configured : unique(catalog)) {
            StreamSchema schema = schema(configured);
            Options options = configured.leat() == null ? Options.DEFAULT : configured.leat();
            WriteMode mode = mode(configured, connector);
            StateKind kind = options.state() == null ? defaultKind(configured, connector) : options.state();
            boolean derives = mode == WriteMode.APPEND
                    && kind == StateKind.RID
                    && configured.syncMode() == SyncMode.INCREMENTAL
                    && connector.abilities().contains(Ability.RID);
            if (derives && options.inParts() && !connector.abilities().contains(Ability.ANY_ORDER)) {
                throw ConnectorException.config("stream \"" + schema.stream() + "\": the destination \""
                        + connector.name() + "\" must have the rows in the order of their RID, in which those of parts"
                        + " do not come; leave partitions out");
            }
            Optional<Rid> rid = derives ? Optional.of(rid(configured, schema)) : Optional.empty();
            if (rid.flatMap(Rid::per).isPresent() && !connector.abilities().contains(Ability.RID_PER_PARTITION)) {
                throw ConnectorException.config("stream \"" + schema.stream() + "\": the destination \""
                        + connector.name() + "\" cannot tell the last RID of each partition, as this stream needs it;"
                        + " use another destination");
            }
            plans.add(new WritePlan(
                    schema,
                    mode,
                    rid,
                    kind,
                    !Boolean.FALSE.equals(options.technicalColumns()),
                    configured.syncId() == null ? System.currentTimeMillis() : configured.syncId(),
                    options.scope() == null ? "" : options.scope(),
                    options.inParts()
                            && rid.filter(column -> column.per().isEmpty()).isPresent()));
        }
        return plans;
    }

    /** A foreign runner says nothing about states and keeps them itself. */
    private static StateKind defaultKind(ConfiguredStream configured, Connector<?> connector) {
        boolean hasCursor =
                configured.cursorField() != null && configured.cursorField().size() == 1;
        return configured.leat() != null && hasCursor || !connector.abilities().contains(Ability.STORED_STATE)
                ? StateKind.RID
                : StateKind.STORED;
    }

    private static WriteMode mode(ConfiguredStream configured, Connector<?> connector) {
        boolean truncates = configured.generationId() != null
                && configured.generationId() > 0
                && configured.generationId().equals(configured.minimumGenerationId());
        DestinationSyncMode wanted = configured.destinationSyncMode() == null || truncates
                ? truncates ? DestinationSyncMode.OVERWRITE : DestinationSyncMode.APPEND
                : configured.destinationSyncMode();
        Set<Ability> abilities = connector.abilities();
        if (wanted == DestinationSyncMode.APPEND && abilities.contains(Ability.APPEND)) {
            return WriteMode.APPEND;
        }
        if (wanted == DestinationSyncMode.OVERWRITE && abilities.contains(Ability.REPLACE)) {
            return WriteMode.REPLACE;
        }
        throw ConnectorException.config("stream \"" + configured.descriptor() + "\": the destination \""
                + connector.name() + "\" cannot write in mode " + wanted.wire());
    }

    private static List<ConfiguredStream> unique(ConfiguredCatalog catalog) {
        Set<StreamDescriptor> seen = new HashSet<>();
        for (ConfiguredStream configured : catalog.streams()) {
            if (!seen.add(configured.descriptor())) {
                throw ConnectorException.config(
                        "the catalog has the stream \"" + configured.descriptor() + "\" twice; leave one out");
            }
        }
        return catalog.streams();
    }

    /** The stream's columns; the key chosen by the user goes before the one the source defines. */
    private static StreamSchema schema(ConfiguredStream configured) {
        StreamSchema schema = StreamJson.fromWire(configured.stream());
        List<List<String>> key = configured.primaryKey();
        if (key != null && !key.isEmpty() && key.stream().allMatch(path -> path.size() == 1)) {
            return schema.withKey(key.stream().map(List::getFirst).toArray(String[]::new));
        }
        return schema;
    }

    private static Rid rid(ConfiguredStream configured, StreamSchema schema) {
        List<String> path = configured.cursorField();
        if (path == null || path.isEmpty()) {
            path = configured.stream().defaultCursorField();
        }
        if (path == null || path.size() != 1) {
            throw ConnectorException.config("stream \"" + schema.stream()
                    + "\" is incremental and needs a RID: one column that grows with new rows, as cursor_field");
        }
        String name = path.getFirst();
        int column = schema.indexOf(name);
        if (column < 0) {
            List<String> known = schema.columns().stream().map(Column::name).toList();
            throw ConnectorException.config("stream \"" + schema.stream() + "\" has no column \"" + name
                    + "\" to take as RID" + Nearest.hint(name, known));
        }
        Options options = configured.leat() == null ? Options.DEFAULT : configured.leat();
        boolean unique = Boolean.TRUE.equals(options.ridUnique()) || options.ridPer() != null;
        Type type = schema.columns().get(column).type();
        Rid rid = new Rid(column, name, type, unique, per(schema, name, options.ridPer()));
        // A column without an order is refused before anybody looks at the rows.
        rid.order(schema.stream());
        return rid;
    }

    private static Optional<Rid.Per> per(StreamSchema schema, String rid, String per) {
        if (per == null) {
            return Optional.empty();
        }
        if (!isWhole(schema, per)) {
            throw ConnectorException.config("stream \"" + schema.stream() + "\": its RID \"" + rid
                    + "\" is counted per \"" + per + "\", which must be a column of whole numbers among those chosen");
        }
        if (!isWhole(schema, rid)) {
            throw ConnectorException.config("stream \"" + schema.stream() + "\": its RID \"" + rid
                    + "\" is counted per \"" + per + "\", and so must be a column of whole numbers");
        }
        return Optional.of(new Rid.Per(schema.indexOf(per), per));
    }

    private static boolean isWhole(StreamSchema schema, String column) {
        int index = schema.indexOf(column);
        return index >= 0 && schema.columns().get(index).type() instanceof Type.Int;
    }

    private static Optional<JsonNode> state(List<StateMessage> states, StreamDescriptor stream) {
        for (StateMessage state : states) {
            if (state.kind() == StateMessage.Kind.STREAM && stream.equals(state.stream())) {
                return Optional.of(state.streamState()).filter(s -> !s.isMissingNode() && !s.isNull() && !s.isEmpty());
            }
            if (state.kind() == StateMessage.Kind.GLOBAL) {
                throw ConnectorException.config("the state is GLOBAL, which this source does not write; "
                        + "it belongs to another source. Start without --state to read everything");
            }
        }
        return Optional.empty();
    }
}
