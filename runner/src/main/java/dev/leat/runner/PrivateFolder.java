package dev.leat.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

/**
 * A folder only this user can look into, for the files that connectors are given; some hold secrets. Removed at the end.
 * A runner that is killed leaves its folder behind, so each run also removes those that no living runner holds a lock
 * in.
 */
final class PrivateFolder implements AutoCloseable {
    private static final String PREFIX = "leat-";
    private static final String LOCK = "lock";
    private static final Duration AGE = Duration.ofMinutes(1);

    private final Path folder;
    private final FileChannel lock;
    private int count;

    private PrivateFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static PrivateFolder create() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            removeLeftovers(parent);
            Path folder = Files.createTempDirectory(
                    parent, PREFIX, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            FileChannel lock =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock.lock();
            return new PrivateFolder(folder, lock);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make a private folder in " + parent, failed);
        }
    }

    /** A path for something that is made in another way, under a name of its own. */
    synchronized Path path(String name) {
        return folder.resolve(++count + "-" + name);
    }

    /** Writes a file that only this user can read, under a name of its own. */
    synchronized Path write(String name, byte[] content) {
        Path file = folder.resolve(++count + "-" + name + ".json");
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.write(file, content);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }

    @Override
    public synchronized void close() {
        try {
            remove(folder);
            lock.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot remove " + folder, failed);
        }
    }

    private static void removeLeftovers(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                Path lock = folder.resolve(LOCK);
                // A young one may be about to be locked by its runner.
                Instant old = Instant.now().minus(AGE);
                if (Files.isWritable(lock)
                        && Files.getLastModifiedTime(lock).toInstant().isBefore(old)) {
                    removeIfDead(folder, lock);
                }
            }
        }
    }

    private static void removeIfDead(Path folder, Path lock) {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                remove(folder);
            }
        } catch (IOException | java.nio.channels.OverlappingFileLockException inUse) {
            // Somebody else's, or just being removed: not ours to touch.
        }
    }

    private static void remove(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!file.endsWith(LOCK)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        // Last: by it the next run finds a folder whose removal was cut short.
        Files.deleteIfExists(folder.resolve(LOCK));
        Files.deleteIfExists(folder);
    }
}
