package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;
import dev.leat.row.Batch;
import dev.leat.row.Bytes;
import dev.leat.sdk.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a stream into a file beside the one that has it and renames it over that one at the commit: readers see the old
 * rows or the new ones.
 */
final class ReplaceWriter implements FileWriter {
    private final Path file;
    private final Path beside;
    private final RowEncoder encoder;
    private final FileChannel channel;
    private final GZIPOutputStream packed;
    private final OutputStream out;
    private final WriteBehind behind;
    private boolean complete;

    ReplaceWriter(Target target, Stamp stamp) {
        this.file = target.file();
        this.encoder = target.encoder(stamp);
        // One name for all runs: the lock keeps them apart, and a run takes over what a crash has left.
        this.beside = file.resolveSibling("." + file.getFileName() + ".leat-tmp");
        try {
            channel = FileChannel.open(
                    beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            OutputStream bytes = Channels.newOutputStream(channel);
            packed = target.gzip() ? new GZIPOutputStream(bytes, WriteBehind.SEND_BYTES) : null;
            out = Transcoder.of(packed == null ? bytes : packed, target.charset());
        } catch (IOException e) {
            throw FileFailure.of("make " + beside, e);
        }
        behind = new WriteBehind(out, channel);
        encoder.head(behind.buffer());
    }

    @Override
    public void write(Batch rows) {
        Bytes buffer = behind.buffer();
        while (rows.next()) {
            encoder.row(rows, buffer);
            if (buffer.length() >= WriteBehind.SEND_BYTES) {
                send();
                buffer = behind.buffer();
            }
        }
    }

    private void send() {
        try {
            behind.send();
        } catch (IOException e) {
            throw FileFailure.of("write " + beside, e);
        }
    }

    @Override
    public void complete() {
        send();
        try {
            behind.settle();
            keepRights();
            if (out instanceof Transcoder encoding) {
                encoding.finish();
            }
            if (packed != null) {
                packed.finish();
            }
            channel.force(true);
            channel.close();
        } catch (IOException e) {
            throw FileFailure.of("write " + beside, e);
        }
        complete = true;
    }

    /** Who could read the old file can read the new one. */
    private void keepRights() throws IOException {
        PosixFileAttributeView to = Files.getFileAttributeView(beside, PosixFileAttributeView.class);
        if (to != null && Files.exists(file)) {
            to.setPermissions(Files.getPosixFilePermissions(file));
        }
    }

    @Override
    public void commit() {
        if (!complete) {
            return;
        }
        try {
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
            Disk.forceFolder(file.getParent());
        } catch (IOException e) {
            throw FileFailure.of("put " + beside + " in the place of " + file, e);
        }
        complete = false;
    }

    @Override
    public void abort() {
        complete = false;
        behind.forget();
        try {
            channel.close();
            Files.deleteIfExists(beside);
        } catch (IOException e) {
            // The next run overwrites it.
            Log.warn("cannot delete " + beside + ": " + e);
        }
    }

    @Override
    public void rollback() {
        abort();
    }

    @Override
    public void dropBoundary() {
        throw ConnectorException.internal("a stream that is replaced has no boundary rows");
    }
}
