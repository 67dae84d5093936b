package dev.leat.connector.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a file system needs to be told before what was written outlives a power cut. */
final class Disk {
    private Disk() {}

    /** Makes the names in a folder durable: files made, renamed and deleted in it. */
    static void forceFolder(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (AccessDeniedException notOnThisSystem) {
            // Windows opens no folders, and keeps their names by itself.
            return;
        }
    }

    static void write(FileChannel to, byte[] bytes, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
        while (rest.hasRemaining()) {
            to.write(rest);
        }
    }

    /** Copies the bytes of {@code from} beginning at {@code position} to where {@code to} is. */
    static void copy(FileChannel from, long position, long count, FileChannel to) throws IOException {
        long at = position;
        long end = position + count;
        while (at < end) {
            long copied = from.transferTo(at, end - at, to);
            if (copied <= 0) {
                throw new IOException("the file ends at byte " + at + ", before byte " + end);
            }
            at += copied;
        }
    }
}
