package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Something of this machine that a container sees.
 *
 * @param source a path, or the name of a volume
 * @param target where it is inside
 */
record Mount(String source, String target, boolean readOnly) {
    /** A file or folder that is where it is here. */
    static Mount same(Path path, boolean readOnly) {
        return new Mount(path.toString(), path.toString(), readOnly);
    }

    /** One of {@code docker.volumes}: {@code HOST:CONTAINER} or {@code HOST:CONTAINER:ro}. */
    static Mount parse(String volume, Path folder) {
        String[] parts = volume.split(":", -1);
        boolean readOnly = parts.length > 2 && parts[2].equals("ro");
        if (!parts[0].contains("/") && !parts[0].startsWith(".")) {
            return new Mount(parts[0], parts[1], readOnly);
        }
        Path host = folder.resolve(parts[0]).toAbsolutePath().normalize();
        if (!Files.exists(host)) {
            throw ConnectorException.config(
                    "docker.volumes: there is no " + host + "; make it, or correct the path in \"" + volume + "\"");
        }
        return new Mount(host.toString(), parts[1], readOnly);
    }

    /** Whether something at a path inside comes from this. */
    boolean holds(Path path) {
        return path.startsWith(target);
    }

    /** As the option {@code --mount} wants it. */
    String option() {
        String type = source.startsWith("/") ? "bind" : "volume";
        return "type=" + type + "," + field("src=" + source) + "," + field("dst=" + target)
                + (readOnly ? ",readonly" : "");
    }

    /** It is read as a line of a CSV file. */
    private static String field(String text) {
        return text.contains(",") || text.contains("\"") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
