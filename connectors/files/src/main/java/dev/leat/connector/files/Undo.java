package dev.leat.connector.files;

import dev.leat.sdk.Log;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The rows that are being replaced at the end of a file, perhaps none, kept beside it until the rows that come in their
 * place are durable: a crash in between takes nothing away and leaves nothing behind. The note is made before the file is cut and deleted by the commit; whoever opens
 * the file next puts back what a note holds.
 *
 * <p>A note is the rows' bytes, then where they belong, how many they are, and a mark that tells a whole note.
 */
final class Undo {
    private static final int TRAILER_BYTES = 24;
    private static final long MARK = 0x4c65_6174_556e_646fL;

    private final Path file;
    private final Path note;

    Undo(Path file) {
        this.file = file;
        this.note = file.resolveSibling("." + file.getFileName() + ".leat-undo");
    }

    /** What a whole note says. */
    record Cut(long position, long length) {}

    /** Cuts the file at {@code position}, once the bytes after it are noted. */
    void cut(FileChannel data, long position) throws IOException {
        long length = data.size() - position;
        try (FileChannel to = FileChannel.open(
                note, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            Disk.copy(data, position, length, to);
            // The bytes first: the mark must not be there before them.
            to.force(false);
            ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES);
            trailer.putLong(position).putLong(length).putLong(MARK);
            Disk.write(to, trailer.array(), TRAILER_BYTES);
            to.force(true);
        }
        Disk.forceFolder(note.getParent());
        data.truncate(position);
    }

    /** The cut that was made and neither committed nor put back; empty if there is none. */
    Optional<Cut> pending() throws IOException {
        if (!Files.exists(note)) {
            return Optional.empty();
        }
        try (FileChannel from = FileChannel.open(note, StandardOpenOption.READ)) {
            ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES);
            long size = from.size();
            if (size < TRAILER_BYTES || from.read(trailer, size - TRAILER_BYTES) < TRAILER_BYTES) {
                return Optional.empty();
            }
            trailer.flip();
            Cut cut = new Cut(trailer.getLong(), trailer.getLong());
            boolean whole = trailer.getLong() == MARK && cut.length() == size - TRAILER_BYTES;
            // A file that is gone or shorter is not the one that was cut: somebody made a new one.
            return whole && Files.exists(file) && Files.size(file) >= cut.position()
                    ? Optional.of(cut)
                    : Optional.empty();
        }
    }

    /** Puts back what a note holds; does nothing without one. */
    void putBack(FileChannel data) throws IOException {
        Optional<Cut> cut = pending();
        if (cut.isPresent()) {
            Log.info(file + ": taking back what an interrupted run had written");
            data.truncate(cut.get().position());
            data.position(cut.get().position());
            try (FileChannel from = FileChannel.open(note, StandardOpenOption.READ)) {
                Disk.copy(from, 0, cut.get().length(), data);
            }
            data.force(true);
        }
        drop();
    }

    /** The file's bytes as they are once a pending cut is put back. */
    InputStream read() throws IOException {
        Optional<Cut> cut = pending();
        InputStream data = new FileInputStream(file.toFile());
        return cut.isEmpty()
                ? data
                : new SequenceInputStream(
                        new Part(data, cut.get().position()),
                        new Part(new FileInputStream(note.toFile()), cut.get().length()));
    }

    /** The first bytes of a file. */
    private static final class Part extends FilterInputStream {
        private long left;

        Part(InputStream in, long bytes) {
            super(in);
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            int b = left > 0 ? super.read() : -1;
            left -= b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int count = left > 0 ? super.read(to, offset, (int) Math.min(left, length)) : -1;
            left -= Math.max(count, 0);
            return count;
        }
    }

    /** Deletes the note: the commit of the rows that came in place of those in it. */
    void drop() throws IOException {
        if (Files.deleteIfExists(note)) {
            Disk.forceFolder(note.getParent());
        }
    }
}
