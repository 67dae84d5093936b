package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The bytes of a file, unpacked, and what is said when they cannot be had. */
final class FileInput {
    private static final int BUFFER_BYTES = 1 << 18;

    private FileInput() {}

    static InputStream open(Folder.DataFile file) {
        FileInputStream in = null;
        try {
            in = new FileInputStream(file.path().toFile());
            return file.gzip() ? new GZIPInputStream(in, BUFFER_BYTES) : in;
        } catch (IOException e) {
            if (in != null) {
                close(in);
            }
            throw failure(file.path(), 0, e);
        }
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException secondary) {
            // What is reported is why it could not be unpacked.
            return;
        }
    }

    /** @param line about how far reading came, or 0 */
    static ConnectorException failure(Path path, long line, IOException e) {
        String where = line > 0 ? ", near line " + line : "";
        if (e instanceof CharacterCodingException) {
            return ConnectorException.data(
                    path + where
                            + ": bytes that are no character of the file's encoding; set csv.encoding, or mend the file",
                    e);
        }
        if (e instanceof EOFException || e instanceof ZipException) {
            return ConnectorException.data(
                    path + where + ": the compressed data is damaged or cut off (" + e.getMessage()
                            + "); fetch the file again",
                    e);
        }
        return FileFailure.of("read " + path, e);
    }
}
