package dev.leat.runner;

import dev.leat.config.SchemaView;
import dev.leat.protocol.ConnectorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What of this machine's files a configuration speaks of: its schema says of a text that it is a {@code path}, a file or
 * folder that is worked with, or a {@code file} that is only read.
 *
 * @param mounts what a container must see for it
 * @param relative whether some path starts at the folder of the settings
 */
record LocalPaths(Set<Mount> mounts, boolean relative) {
    static final LocalPaths NONE = new LocalPaths(Set.of(), false);

    /**
     * @param folder where relative paths start
     * @param volumes what a container sees anyway: paths in there are not this machine's
     */
    static LocalPaths of(ObjectNode config, SchemaView schema, Path folder, List<Mount> volumes) {
        Set<Mount> mounts = new LinkedHashSet<>();
        boolean relative = false;
        for (Marked marked : collect(config, schema, new ArrayList<>())) {
            relative |= !Path.of(marked.text).isAbsolute();
            Path path = folder.toAbsolutePath().resolve(marked.text).normalize();
            if (volumes.stream().noneMatch(volume -> volume.holds(path))) {
                if (!marked.onlyRead) {
                    mounts.add(Mount.same(folder(path), false));
                } else if (Files.exists(path)) {
                    mounts.add(Mount.same(path, true));
                }
            }
        }
        return new LocalPaths(mounts, relative);
    }

    private record Marked(String text, boolean onlyRead) {}

    private static List<Marked> collect(JsonNode value, SchemaView schema, List<Marked> found) {
        if (value.isObject()) {
            value.forEachEntry((key, member) -> collect(member, schema.child(key), found));
        } else if (value.isArray()) {
            value.forEach(item -> collect(item, schema.child("0"), found));
        } else if (value.isString() && (schema.hasFormat("path") || schema.hasFormat("file"))) {
            found.add(new Marked(value.asString(), schema.hasFormat("file")));
        }
        return found;
    }

    /** Beside a database file stand others of the same database, and what is not there yet is made in a folder. */
    private static Path folder(Path path) {
        Path folder = Files.isDirectory(path) ? path : path.getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (folder == null || folder.getNameCount() == 0) {
            throw ConnectorException.config("a container can be given the folder of a file, but " + path
                    + (path.getNameCount() > 1
                            ? " is in none that exists; make it"
                            : " is in the root; choose another"));
        }
        return folder;
    }
}
