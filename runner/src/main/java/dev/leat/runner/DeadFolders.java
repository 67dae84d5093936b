package dev.leat.runner;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The private folders of runs that were killed: those in which nobody holds the lock. */
final class DeadFolders {
    /** What a folder's name begins with until it is locked. */
    static final String UNFINISHED = "leat.new-";

    /** Making a folder takes no time; one that is still not locked after this will never be. */
    private static final Duration AGE = Duration.ofMinutes(1);

    /** Others keep things under names that begin alike. */
    private static final Pattern NAME = Pattern.compile(PrivateFolder.PREFIX + "[0-9]+");

    /** Folders of this process: to look at a lock of one's own is to lose it. */
    private static final Set<Path> LIVING = ConcurrentHashMap.newKeySet();

    private DeadFolders() {}

    /** What is done with a folder while its lock is held. */
    interface Undertaking {
        void on(Path folder) throws IOException;
    }

    static void living(Path folder) {
        LIVING.add(folder);
    }

    /** Removes what they hold, secrets above all; and them, unless there may be containers that they alone know of. */
    static void clear(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, UNFINISHED + "*")) {
            for (Path folder : folders) {
                if (Files.getLastModifiedTime(folder)
                        .toInstant()
                        .isBefore(Instant.now().minus(AGE))) {
                    PrivateFolder.remove(folder);
                }
            }
        } catch (IOException gone) {
            // Somebody else's, or just being removed: not ours to touch.
        }
        each(parent, folder -> {
            if (Files.exists(folder.resolve(PrivateFolder.CONTAINERS))) {
                PrivateFolder.clear(folder);
            } else {
                PrivateFolder.remove(folder);
            }
        });
    }

    /** Calls for each folder whose runner is gone, and holds its lock meanwhile. */
    static void each(Path parent, Undertaking undertaking) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PrivateFolder.PREFIX + "*")) {
            for (Path folder : folders) {
                Path lock = folder.resolve(PrivateFolder.LOCK);
                boolean ours = NAME.matcher(folder.getFileName().toString()).matches();
                if (ours && !LIVING.contains(folder) && Files.isWritable(lock)) {
                    ifDead(folder, lock, undertaking);
                }
            }
        }
    }

    private static void ifDead(Path folder, Path lock, Undertaking undertaking) {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                undertaking.on(folder);
            }
        } catch (IOException | OverlappingFileLockException inUse) {
            // Somebody else's, or just being removed: not ours to touch.
        }
    }
}
