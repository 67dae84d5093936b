package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;
import dev.leat.row.Batch;
import dev.leat.row.Bytes;
import dev.leat.sdk.Log;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Adds rows to the end of a file. At any moment the file holds rows in the order they came, the last one perhaps cut
 * off; opening it cuts that one away. A rollback goes back to the length of the last commit.
 *
 * <p>Rows that a killed run wrote and did not commit may stay where a RID tells the next run that they are there. Where
 * there is none, a note of the committed length stands beside the file while there are such rows, and the next run takes
 * them back.
 */
final class AppendWriter implements FileWriter {
    private final Path file;
    private final RowEncoder encoder;
    private final FileScan scan;
    private final Undo undo;
    private final FileChannel channel;
    private final WriteBehind behind;
    private final boolean isNew;
    private final boolean resumable;
    private boolean noted;
    private long committed;
    private boolean dirty;
    private boolean nameDurable;

    /**
     * @param channel the file, open for reading and writing
     * @param scan what is in it
     * @param isNew whether it was made by this run
     */
    AppendWriter(Target target, Stamp stamp, FileChannel channel, FileScan scan, Undo undo, boolean isNew) {
        this.file = target.file();
        this.encoder = target.encoder(stamp);
        this.channel = channel;
        this.scan = scan;
        this.undo = undo;
        this.isNew = isNew;
        this.resumable = target.plan().rid().isPresent();
        behind = new WriteBehind(Transcoder.of(Channels.newOutputStream(channel), target.charset()), channel);
        begin();
    }

    private void begin() {
        try {
            long size = channel.size();
            committed = scan.rowsEnd();
            if (size > committed) {
                Log.warn(file + " ended in the middle of a row; its last " + (size - committed) + " bytes are cut off");
            }
            channel.truncate(committed);
            channel.position(committed);
        } catch (IOException e) {
            throw FileFailure.of("write " + file, e);
        }
        if (committed == 0) {
            encoder.head(behind.buffer());
            dirty = true;
        }
    }

    FileScan scan() {
        return scan;
    }

    @Override
    public void dropBoundary() {
        RidScan rids = scan.rids().whole();
        if (rids.disorder() >= 0) {
            throw ConnectorException.config(file + " cannot be continued: its row " + rids.disorder()
                    + " is not in the order of the RID, so that the rows to be replaced are not all at its end. Delete the"
                    + " file and run again: it will be written in order");
        }
        try {
            undo.cut(channel, rids.boundary());
            channel.position(rids.boundary());
        } catch (IOException e) {
            throw FileFailure.of("replace the last rows of " + file, e);
        }
        dirty = true;
    }

    @Override
    public void write(Batch rows) {
        dirty = true;
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
            if (!resumable && !noted) {
                undo.cut(channel, committed);
                noted = true;
            }
            behind.send();
        } catch (IOException e) {
            throw FileFailure.of("write " + file, e);
        }
    }

    @Override
    public void complete() {
        // Every row is as visible as it will be.
    }

    @Override
    public void commit() {
        if (!dirty) {
            return;
        }
        send();
        try {
            behind.settle();
            channel.force(true);
            if (isNew && !nameDurable) {
                Disk.forceFolder(file.getParent());
                nameDurable = true;
            }
            undo.drop();
            noted = false;
            committed = channel.position();
        } catch (IOException e) {
            throw FileFailure.of("write " + file, e);
        }
        dirty = false;
    }

    @Override
    public void rollback() {
        if (!dirty) {
            return;
        }
        behind.forget();
        try {
            if (undo.pending().isPresent()) {
                undo.putBack(channel);
            } else {
                channel.truncate(committed);
                undo.drop();
            }
            noted = false;
            channel.position(channel.size());
            if (isNew && committed == 0) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw FileFailure.of("take back the last rows of " + file, e);
        }
        dirty = false;
    }

    @Override
    public void abort() {
        // What is committed is a beginning of the stream; the next run goes on from there.
    }

    /** Opens the file, made if it is not there. */
    static FileChannel open(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        } catch (IOException e) {
            throw FileFailure.of("open " + file, e);
        }
    }
}
