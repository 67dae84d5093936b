package dev.leat.jdbc;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The file of a database that lies in one, looked at before its engine is: engines make files that are not there, even
 * to read them, and say little of a folder that they cannot write to.
 *
 * @param path as the key {@code path} of the configuration has it
 * @param engine for messages
 */
public record DatabaseFile(Path path, String engine) {

    /** Throws CONFIG unless it is there. */
    public void checkThere() throws IOException {
        if (exists()) {
            return;
        }
        checkFolder();
        List<String> names;
        try (Stream<Path> files = Files.list(folder())) {
            names = files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
        String hint = Nearest.to(path.getFileName().toString(), names)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse("; mend \"path\"");
        throw ConnectorException.config("there is no database file " + path + hint);
    }

    /** Throws CONFIG unless it can be written to, or, if it is not there, has a folder to be made in. */
    public void checkWritable() {
        if (!exists()) {
            checkFolder();
        } else if (!Files.isWritable(path) || !Files.isWritable(folder())) {
            throw ConnectorException.config("cannot write to the database " + path
                    + ": the file or its folder, in which " + engine + " makes files of its own, is read-only for this"
                    + " user; change the permissions, or choose another \"path\"");
        }
    }

    private boolean exists() {
        return Files.exists(path);
    }

    public Path folder() {
        return path.toAbsolutePath().getParent();
    }

    private void checkFolder() {
        if (!Files.isDirectory(folder())) {
            throw ConnectorException.config("cannot open the database " + path + ": there is no folder " + folder()
                    + "; make it, or mend \"path\"");
        }
    }
}
