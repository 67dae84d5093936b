package dev.leat.jdbc;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The file of a database that lies in one, looked at before its engine is: engines make files that are not there, even
 * to read them, and say little of a folder that they cannot write to.
 *
 * @param path as the key {@code path} of the configuration has it
 * @param engine for messages
 * @param settingsMark what the driver takes for the beginning of settings, so that no path may have it
 */
public record DatabaseFile(Path path, String engine, char settingsMark) {

    /** Throws CONFIG unless it is there. */
    public void checkThere() throws IOException {
        checkName();
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
        checkName();
        if (!exists()) {
            checkFolder();
        } else if (!Files.isWritable(path) || !Files.isWritable(folder())) {
            throw ConnectorException.config("cannot write to the database " + path
                    + ": the file or its folder, in which " + engine + " makes files of its own, is read-only for this"
                    + " user; change the permissions, or choose another \"path\"");
        }
    }

    private void checkName() {
        if (path.toString().indexOf(settingsMark) >= 0) {
            throw ConnectorException.config("\"path\": " + engine + "'s driver takes what follows a \"" + settingsMark
                    + "\" for settings; rename " + path);
        }
    }

    private boolean exists() {
        return Files.exists(path);
    }

    /**
     * Makes the file if there is none: beside its place, and puts it there as a whole. An engine that is killed, or finds
     * the disk full, while it makes one may leave the beginning of a file behind, and then take it for no database.
     */
    public void makeWhole(Maker maker) throws SQLException, IOException {
        if (exists()) {
            return;
        }
        Path made = beside(".leat-new");
        try {
            // A run that was killed may have left one.
            Files.deleteIfExists(made);
            maker.make(made);
            publish(made);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    /** Not over a file that another run has made meanwhile, as a move would. */
    private void publish(Path made) throws IOException {
        try {
            Files.createLink(path, made);
        } catch (FileAlreadyExistsException theirs) {
            // It is as good as ours.
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            if (!exists()) {
                Files.move(made, path);
            }
        }
    }

    /** Makes an empty database. */
    @FunctionalInterface
    public interface Maker {
        void make(Path path) throws SQLException;
    }

    /** A file of the same name with more at its end. */
    public Path beside(String end) {
        return path.resolveSibling(path.getFileName() + end);
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
