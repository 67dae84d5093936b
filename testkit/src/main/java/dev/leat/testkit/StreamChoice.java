package dev.leat.testkit;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.Catalog.RidCandidate;
import dev.leat.protocol.ConfiguredCatalog;
import dev.leat.protocol.ConfiguredCatalog.ConfiguredStream;
import dev.leat.protocol.ConfiguredCatalog.Options;
import dev.leat.protocol.ConfiguredCatalog.StateKind;
import dev.leat.protocol.DestinationSyncMode;
import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.SyncMode;
import dev.leat.type.StreamJson;
import dev.leat.type.StreamSchema;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** One stream as somebody chose it; immutable. {@link #catalog} puts several into what {@code --catalog} takes. */
public record StreamChoice(ConfiguredStream wire) {

    /** The whole stream: full refresh, appended. One that cannot be read so, by the RID it has, from its beginning. */
    public static StreamChoice of(Catalog.Stream stream) {
        StreamChoice choice = new StreamChoice(new ConfiguredStream(
                stream, SyncMode.FULL_REFRESH, DestinationSyncMode.APPEND, null, null, 1L, 0L, 17L, Options.DEFAULT));
        boolean full = stream.supportedSyncModes() == null
                || stream.supportedSyncModes().contains(SyncMode.FULL_REFRESH)
                || choice.candidates().isEmpty();
        return full
                ? choice
                : choice.incremental(
                        choice.candidates().getFirst().column(),
                        choice.candidates().getFirst().unique());
    }

    public static StreamChoice of(StreamSchema schema) {
        return of(StreamJson.toWire(schema, true));
    }

    public static ConfiguredCatalog catalog(StreamChoice... choices) {
        return new ConfiguredCatalog(
                Arrays.stream(choices).map(StreamChoice::wire).toList());
    }

    public StreamDescriptor stream() {
        return wire.descriptor();
    }

    public StreamSchema schema() {
        return StreamJson.fromWire(wire.stream());
    }

    private List<RidCandidate> candidates() {
        Catalog.Hints hints = wire.stream().leat();
        return hints == null || hints.rids() == null ? List.of() : hints.rids();
    }

    /** Read in full, whether or not the stream says that it can be. */
    StreamChoice inFull() {
        return with(SyncMode.FULL_REFRESH, wire.destinationSyncMode(), null, Options.DEFAULT);
    }

    /** Read and resumed by this RID column, counted as the stream says. */
    public StreamChoice incremental(String rid, boolean unique) {
        Options o = wire.leat();
        String per = candidates().stream()
                .filter(candidate -> candidate.column().equals(rid))
                .findFirst()
                .map(RidCandidate::per)
                .orElse(null);
        Options options = new Options(
                unique, per, StateKind.RID, o.technicalColumns(), o.scope(), o.partitions(), o.sentAs(), o.list());
        return with(SyncMode.INCREMENTAL, wire.destinationSyncMode(), rid == null ? null : List.of(rid), options);
    }

    /** Read and resumed by this RID column, counted per the values of another one. */
    public StreamChoice incrementalPer(String rid, String per) {
        Options o = wire.leat();
        Options options = new Options(
                true, per, StateKind.RID, o.technicalColumns(), o.scope(), o.partitions(), o.sentAs(), o.list());
        return with(SyncMode.INCREMENTAL, wire.destinationSyncMode(), List.of(rid), options);
    }

    /** Resumed by an opaque state that the destination keeps under this name. */
    public StreamChoice stored(String scope) {
        Options options =
                new Options(null, null, StateKind.STORED, wire.leat().technicalColumns(), scope, null, null, null);
        return with(SyncMode.INCREMENTAL, wire.destinationSyncMode(), wire.cursorField(), options);
    }

    /** Replaces what the destination has. */
    public StreamChoice replace() {
        return mode(DestinationSyncMode.OVERWRITE);
    }

    public StreamChoice mode(DestinationSyncMode mode) {
        return with(wire.syncMode(), mode, wire.cursorField(), wire.leat());
    }

    public StreamChoice withoutTechnicalColumns() {
        Options o = wire.leat();
        return with(
                wire.syncMode(),
                wire.destinationSyncMode(),
                wire.cursorField(),
                new Options(
                        o.ridUnique(), o.ridPer(), o.state(), false, o.scope(), o.partitions(), o.sentAs(), o.list()));
    }

    /** Read in parts. */
    public StreamChoice partitions(int count) {
        Options o = wire.leat();
        return with(
                wire.syncMode(),
                wire.destinationSyncMode(),
                wire.cursorField(),
                new Options(
                        o.ridUnique(),
                        o.ridPer(),
                        o.state(),
                        o.technicalColumns(),
                        o.scope(),
                        count,
                        o.sentAs(),
                        o.list()));
    }

    /** Only these columns, in this order. Names that the stream does not have become columns of text. */
    public StreamChoice columns(List<String> names) {
        ObjectNode all = wire.stream().jsonSchema();
        ObjectNode some = all.deepCopy();
        ObjectNode properties = some.putObject("properties");
        for (String name : names) {
            var property = all.path("properties").path(name);
            properties.set(name, property.isMissingNode() ? Json.object().put("type", "string") : property);
        }
        return stream(some, wire.stream().name());
    }

    /** The same stream under another name. */
    public StreamChoice renamed(String name) {
        return stream(wire.stream().jsonSchema(), name);
    }

    private StreamChoice stream(ObjectNode jsonSchema, String name) {
        Catalog.Stream s = wire.stream();
        Catalog.Stream changed = new Catalog.Stream(
                name,
                s.namespace(),
                jsonSchema,
                s.supportedSyncModes(),
                s.sourceDefinedCursor(),
                s.defaultCursorField(),
                s.sourceDefinedPrimaryKey(),
                s.isResumable(),
                s.isFileBased(),
                s.leat());
        return new StreamChoice(new ConfiguredStream(
                changed,
                wire.syncMode(),
                wire.destinationSyncMode(),
                wire.cursorField(),
                wire.primaryKey(),
                wire.generationId(),
                wire.minimumGenerationId(),
                wire.syncId(),
                wire.leat()));
    }

    private StreamChoice with(SyncMode sync, DestinationSyncMode mode, List<String> cursor, Options options) {
        boolean replaces = mode == DestinationSyncMode.OVERWRITE;
        return new StreamChoice(new ConfiguredStream(
                wire.stream(), sync, mode, cursor, wire.primaryKey(), 1L, replaces ? 1L : 0L, wire.syncId(), options));
    }
}
