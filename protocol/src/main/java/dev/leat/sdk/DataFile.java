package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The file of {@code --output}, opened with the first byte: it is mostly a FIFO, whose opening waits for the one that
 * reads it, and that is to count as waiting for it to take rows.
 */
final class DataFile extends OutputStream {
    private final Path path;
    private OutputStream file;

    DataFile(Path path) {
        this.path = path;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (file == null) {
            open();
        }
        file.write(bytes, offset, length);
    }

    private void open() {
        try {
            file = new FileOutputStream(path.toFile());
        } catch (IOException e) {
            throw ConnectorException.config("cannot open --output " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
