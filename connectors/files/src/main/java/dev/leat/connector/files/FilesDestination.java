package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.Destination;
import dev.leat.sdk.Resources;
import dev.leat.sdk.RidReader;
import dev.leat.sdk.StreamWriter;
import dev.leat.sdk.WriteMode;
import dev.leat.sdk.WritePlan;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Writes into a folder: each stream a file. Each file is committed by itself and holds a beginning of its stream. */
final class FilesDestination implements Destination, RidReader {
    private final FilesConfig config;
    private final Path root;
    private final CsvFormat csv;
    private final Resources resources;
    private final FolderLock lock;
    private final Instant began = Instant.now();
    private final Map<Path, StreamDescriptor> files = new LinkedHashMap<>();
    private final Map<StreamDescriptor, FileWriter> writers = new LinkedHashMap<>();

    private FilesDestination(FilesConfig config, Resources resources) {
        this.config = config.checked();
        this.root = config.folder();
        this.csv = CsvFormat.of(config.csv());
        this.resources = resources;
        this.lock = new FolderLock(root, resources);
    }

    /** Checks what the configuration says. The folder is made when the first stream is opened. */
    static FilesDestination open(FilesConfig config, Resources resources) {
        return new FilesDestination(config, resources);
    }

    @Override
    public StreamWriter open(WritePlan plan) {
        Target target = Target.of(plan, config, csv, root);
        try {
            Files.createDirectories(target.file().getParent());
            lock.take(plan.schema().stream());
            checkNeighbours(target);
            target.check();
            FileWriter writer = plan.mode() == WriteMode.REPLACE ? replace(target) : append(target);
            // Closing without a commit is a rollback: what no state covers must not stay.
            resources.add(writer::rollback);
            writers.put(plan.schema().stream(), writer);
            return writer;
        } catch (IOException e) {
            throw FileFailure.of("write " + target.file(), e);
        }
    }

    /** Two streams of one run whose names differ in nothing but case share a file where the system sees no difference. */
    private void checkNeighbours(Target target) {
        files.forEach((file, stream) -> {
            if (file.toString().equalsIgnoreCase(target.file().toString()) && lock.isCaseBlind()) {
                throw ConnectorException.config("the streams \"" + stream + "\" and \""
                        + target.plan().schema().stream() + "\" would share the file " + file
                        + ", because this system takes their names for one; rename one of them");
            }
        });
        files.put(target.file(), target.plan().schema().stream());
    }

    private FileWriter replace(Target target) throws IOException {
        Undo undo = new Undo(target.file());
        if (undo.pending().isPresent()) {
            try (FileChannel channel = AppendWriter.open(target.file())) {
                undo.putBack(channel);
            }
        }
        return new ReplaceWriter(target, stamp(target.plan()));
    }

    private FileWriter append(Target target) throws IOException {
        boolean isNew = !Files.exists(target.file());
        FileChannel channel = resources.add(AppendWriter.open(target.file()));
        Undo undo = new Undo(target.file());
        undo.putBack(channel);
        FileScan scan = target.scan(undo);
        target.check(scan);
        return new AppendWriter(target, stamp(target.plan()), channel, scan, undo, isNew);
    }

    private Stamp stamp(WritePlan plan) {
        return Stamp.of(began, plan.syncId());
    }

    @Override
    public Optional<JsonNode> lastRid(WritePlan plan) {
        if (writers.get(plan.schema().stream()) instanceof AppendWriter open) {
            return open.scan().rids().last();
        }
        Target target = Target.of(plan, config, csv, root);
        if (!Files.exists(target.file())) {
            return Optional.empty();
        }
        // Nothing is locked or mended here: another run may be at work, and write looks again.
        target.check();
        FileScan scan = target.scan(new Undo(target.file()));
        target.check(scan);
        return scan.rids().last();
    }

    @Override
    public void commit(List<StateMessage> states) {
        writers.values().forEach(FileWriter::commit);
    }

    @Override
    public void rollback() {
        writers.values().forEach(FileWriter::rollback);
    }
}
