package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.Resources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * Keeps two runs from writing one stream: each stream is one byte of the folder's lock file, locked until the process
 * ends, however it ends. The file itself stays: whoever deletes a lock file while another waits for it lets both in.
 */
final class FolderLock {
    static final String NAME = ".leat-lock";

    private final Path file;
    private final Resources resources;
    private FileChannel channel;

    FolderLock(Path folder, Resources resources) {
        this.file = folder.resolve(NAME);
        this.resources = resources;
    }

    /** Takes the stream's lock; throws TRANSIENT if another run has it. */
    void take(StreamDescriptor stream) {
        try {
            if (channel == null) {
                channel = resources.add(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            }
            FileLock lock = channel.tryLock(position(stream), 1, false);
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException sameProcess) {
            throw held(stream, sameProcess);
        } catch (IOException e) {
            throw FileFailure.of("lock " + file, e);
        }
        throw held(stream, null);
    }

    /** Whether the system takes names that differ in case for one; once the lock file is there. */
    boolean isCaseBlind() {
        return Files.exists(file.resolveSibling(NAME.toUpperCase(Locale.ROOT)));
    }

    private ConnectorException held(StreamDescriptor stream, Exception cause) {
        return ConnectorException.unavailable(
                "stream \"" + stream + "\": another run is writing it into " + file.getParent()
                        + " and holds its lock; wait for it to end and run again",
                cause);
    }

    /** A byte of the file's 2^63, told from the name: two streams share one about never, and then only wait. */
    private static long position(StreamDescriptor stream) {
        try {
            byte[] name = (stream.namespace() + "\n" + stream.name()).getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name);
            return ByteBuffer.wrap(hash).getLong() >>> 2;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
