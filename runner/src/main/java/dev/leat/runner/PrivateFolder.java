package dev.leat.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A folder only this user can look into, for the files that connectors are given; some hold secrets. Removed at the end.
 * A runner that is killed leaves its folder behind, and {@link DeadFolders} finds it by the lock that nobody holds.
 */
final class PrivateFolder implements AutoCloseable {
    static final String PREFIX = "leat-";
    static final String LOCK = "lock";

    /** Says in a folder whose runner was killed that there may be containers of that run. */
    static final String CONTAINERS = "containers";

    private static final FileAttribute<?> OWNER_ONLY_FOLDER = only("rwx------");
    private static final FileAttribute<?> OWNER_ONLY_FILE = only("rw-------");

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Path folder;
    private final FileChannel lock;

    private PrivateFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static PrivateFolder create() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            DeadFolders.clear(parent);
            // Under its name a folder is never seen without a lock.
            Path unlocked = Files.createTempDirectory(parent, DeadFolders.UNFINISHED, OWNER_ONLY_FOLDER);
            FileChannel lock =
                    FileChannel.open(unlocked.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock.lock();
            String random = unlocked.getFileName().toString().substring(DeadFolders.UNFINISHED.length());
            Path folder = parent.resolve(PREFIX + random);
            DeadFolders.living(folder);
            return new PrivateFolder(Files.move(unlocked, folder), lock);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make a private folder in " + parent, failed);
        }
    }

    Path path() {
        return folder;
    }

    /** The name of this run, which no other has. */
    String run() {
        return folder.getFileName().toString();
    }

    /** Whose it is, as numbers: {@code 1000:1000}. */
    String owner() {
        try {
            return Files.getAttribute(folder, "unix:uid") + ":" + Files.getAttribute(folder, "unix:gid");
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot look at " + folder, failed);
        }
    }

    /** Notes that there will be containers of this run, so that whoever clears up after it looks for them. */
    synchronized void expectContainers() {
        try {
            Files.createFile(folder.resolve(CONTAINERS));
        } catch (FileAlreadyExistsException noted) {
            // Once is enough.
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write to " + folder, failed);
        }
    }

    /** What a connection's connector is given, apart from what others are; the same part whenever it is asked for. */
    Part of(String connection) {
        return part("of-" + connection.replaceAll("[^A-Za-z0-9_-]", "-"));
    }

    /** The FIFOs through which rows go from one connector to another. */
    Part rows() {
        return part("rows");
    }

    private synchronized Part part(String name) {
        Path part = folder.resolve(name);
        try {
            return new Part(Files.exists(part) ? part : Files.createDirectory(part, OWNER_ONLY_FOLDER));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make " + part, failed);
        }
    }

    /** A folder in the private folder. */
    record Part(Path folder) {
        /** A path for something that is made in another way, under a name of its own. */
        Path path(String name) {
            return folder.resolve(NUMBER.incrementAndGet() + "-" + name);
        }

        /** Writes a file that only this user can read, under a name of its own. */
        Path write(String name, byte[] content) {
            Path file = path(name + ".json");
            try {
                Files.createFile(file, OWNER_ONLY_FILE);
                return Files.write(file, content);
            } catch (IOException failed) {
                throw new UncheckedIOException("cannot write " + file, failed);
            }
        }
    }

    private static FileAttribute<?> only(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
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

    /** Removes a folder, its lock last: by it the next run finds a folder whose removal was cut short. */
    static void remove(Path folder) throws IOException {
        clear(folder);
        Files.deleteIfExists(folder.resolve(CONTAINERS));
        Files.deleteIfExists(folder.resolve(LOCK));
        Files.deleteIfExists(folder);
    }

    /** Removes what connectors were given. */
    static void clear(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (Files.isDirectory(file)) {
                    clear(file);
                    Files.deleteIfExists(file);
                } else if (!file.endsWith(LOCK) && !file.endsWith(CONTAINERS)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
