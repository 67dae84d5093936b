package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** What is said when the file system refuses. */
final class FileFailure {
    private FileFailure() {}

    /** @param attempted what was being done to which file, to go on from "cannot" */
    static ConnectorException of(String attempted, IOException e) {
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        String cannot = "cannot " + attempted + ": ";
        String lower = String.valueOf(reason).toLowerCase(Locale.ROOT);
        if (e instanceof NoSuchFileException) {
            return ConnectorException.config(cannot + "there is no such file or folder; correct path", e);
        }
        if (e instanceof AccessDeniedException) {
            return ConnectorException.config(
                    cannot + "access is denied; give the user who runs this the right to it", e);
        }
        if (e instanceof NotDirectoryException
                || lower.contains("not a directory")
                || lower.contains("is a directory")) {
            return ConnectorException.config(cannot + reason + "; correct path, or move what is in the way", e);
        }
        if (lower.contains("read-only")) {
            return ConnectorException.config(cannot + "the file system is read-only; choose another path", e);
        }
        if (lower.contains("name too long")) {
            return ConnectorException.config(cannot + "the name is too long for a file; rename the stream", e);
        }
        if (lower.contains("no space") || lower.contains("quota")) {
            return ConnectorException.unavailable(
                    cannot + "the disk is full (" + reason + "); make room and run again", e);
        }
        return ConnectorException.unavailable(cannot + (reason == null ? e.toString() : reason) + "; run again", e);
    }
}
