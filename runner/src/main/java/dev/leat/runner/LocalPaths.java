package dev.leat.runner;

import dev.leat.config.SchemaView;
import dev.leat.protocol.ConnectorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
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

    static LocalPaths of(ObjectNode config, SchemaView schema, Path folder) {
        Set<String> texts = new LinkedHashSet<>();
        Set<Mount> mounts = new LinkedHashSet<>();
        collect(config, schema, texts, mounts, folder.toAbsolutePath());
        return new LocalPaths(
                mounts, texts.stream().anyMatch(text -> !Path.of(text).isAbsolute()));
    }

    private static void collect(JsonNode value, SchemaView schema, Set<String> texts, Set<Mount> mounts, Path folder) {
        if (value.isObject()) {
            value.forEachEntry((key, member) -> collect(member, schema.child(key), texts, mounts, folder));
        } else if (value.isArray()) {
            value.forEach(item -> collect(item, schema.child("0"), texts, mounts, folder));
        } else if (value.isString() && (schema.hasFormat("path") || schema.hasFormat("file"))) {
            texts.add(value.asString());
            Path path = folder.resolve(value.asString()).normalize();
            if (schema.hasFormat("path")) {
                mounts.add(Mount.same(folder(path), false));
            } else if (Files.exists(path)) {
                mounts.add(Mount.same(path, true));
            }
        }
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
