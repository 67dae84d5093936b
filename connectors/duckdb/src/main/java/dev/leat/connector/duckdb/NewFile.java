package dev.leat.connector.duckdb;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/**
 * Makes a database file where there is none: beside its place, and puts it there as a whole. DuckDB itself leaves the
 * beginning of a file behind when it is killed, or finds the disk full, while it makes one, and then takes it for no
 * database (2.0.0).
 */
final class NewFile {
    private NewFile() {}

    static void make(Path path, Properties settings) throws SQLException, IOException {
        Path beside = path.resolveSibling(path.getFileName() + ".leat-new");
        try {
            // A run that was killed may have left one.
            Files.deleteIfExists(beside);
            try (Connection empty = new DuckDBDriver().connect("jdbc:duckdb:" + beside.toAbsolutePath(), settings)) {
                empty.isClosed();
            }
            publish(beside, path);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Not over a file that another run has made meanwhile, as a move would. */
    private static void publish(Path made, Path path) throws IOException {
        try {
            Files.createLink(path, made);
        } catch (FileAlreadyExistsException theirs) {
            // It is as good as ours.
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            if (!Files.exists(path)) {
                Files.move(made, path);
            }
        }
    }
}
