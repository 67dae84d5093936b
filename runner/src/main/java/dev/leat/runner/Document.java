package dev.leat.runner;

import dev.leat.config.ConfigSchema;
import dev.leat.protocol.Json;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings as a tree that knows where each part was written. Parts are named by JSON pointers.
 *
 * @param name the file as the user named it
 * @param folder the file's folder: relative paths in the settings start there
 */
record Document(String name, Path folder, ObjectNode root, Map<String, Place> places) {

    /** Where a member's key and its value start. */
    record Place(Where key, Where value) {}

    static Document empty(String name, Path folder) {
        return new Document(name, folder, Json.object(), new HashMap<>());
    }

    /** Where a value was written, or else the nearest part around it that was. */
    Where value(String pointer) {
        return nearest(pointer).value();
    }

    /** Where a key was written, or else the nearest part around it that was. */
    Where key(String pointer) {
        return nearest(pointer).key();
    }

    private Place nearest(String pointer) {
        for (String at = pointer; ; at = at.substring(0, at.lastIndexOf('/'))) {
            Place place = places.get(at);
            if (place != null) {
                return place;
            }
            if (at.isEmpty()) {
                Where start = new Where(name, 1, 1);
                return new Place(start, start);
            }
        }
    }

    /** One step further down a pointer. */
    static String child(String pointer, String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    /** A pointer as people write it: {@code connections.shop.config}. */
    static String dotted(String pointer) {
        return pointer.isEmpty() ? "the file" : ConfigSchema.dotted(pointer);
    }
}
