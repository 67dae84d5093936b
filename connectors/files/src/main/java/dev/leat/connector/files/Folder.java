package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder as a database: its files as streams, its subfolders as namespaces. */
final class Folder {
    private Folder() {}

    /** The file of a stream. */
    record DataFile(StreamDescriptor stream, Path path, Format format, boolean gzip) {}

    /** All streams, in the order of their names. Hidden files and files of other kinds are no streams. */
    static TreeMap<StreamDescriptor, DataFile> streams(Path root) {
        TreeMap<StreamDescriptor, DataFile> streams = new TreeMap<>();
        for (Path entry : entries(root)) {
            if (Files.isDirectory(entry)) {
                String namespace = FileName.decode(entry.getFileName().toString());
                for (Path file : entries(entry)) {
                    add(streams, file, namespace);
                }
            } else {
                add(streams, entry, null);
            }
        }
        return streams;
    }

    private static void add(TreeMap<StreamDescriptor, DataFile> streams, Path path, String namespace) {
        Optional<DataFile> file = dataFile(path, namespace).filter(found -> !Files.isDirectory(path));
        if (file.isEmpty()) {
            return;
        }
        DataFile other = streams.putIfAbsent(file.get().stream(), file.get());
        if (other != null) {
            throw ConnectorException.config(other.path() + " and " + path + " are both the stream \"" + other.stream()
                    + "\"; rename one of them or move it away");
        }
    }

    /** What the name of a file says about it; empty if it says nothing. */
    static Optional<DataFile> dataFile(Path path, String namespace) {
        String name = path.getFileName().toString();
        for (Format format : Format.values()) {
            Optional<Integer> ending = format.endingLength(name);
            if (ending.isPresent()) {
                String stream = FileName.decode(name.substring(0, name.length() - ending.get()));
                boolean gzip = name.regionMatches(true, name.length() - 3, Format.GZIP, 0, 3);
                return Optional.of(new DataFile(new StreamDescriptor(stream, namespace), path, format, gzip));
            }
        }
        return Optional.empty();
    }

    /** What is in a folder, in the order of the names, without what is hidden. */
    private static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw FileFailure.of("list the folder " + folder, e);
        }
    }

    /** Other files that a reader would take for the same stream, such as the one written before the format changed. */
    static Optional<Path> rival(Path folder, StreamDescriptor stream, Path own) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        return entries(folder).stream()
                .filter(entry -> !entry.getFileName().equals(own.getFileName()))
                .filter(entry -> dataFile(entry, stream.namespace())
                        .filter(file -> file.stream().equals(stream))
                        .isPresent())
                .findFirst();
    }
}
