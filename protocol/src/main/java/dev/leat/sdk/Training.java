package dev.leat.sdk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * What the build runs to make an ahead-of-time cache of a connector that needs a server to show what it does: loads all
 * classes of some jars, as the cache knows only what was loaded, and then runs the connector. Arguments are the jars,
 * the connector's main class, and what it is to be given.
 */
final class Training {
    private static final String CLASS = ".class";

    private Training() {}

    public static void main(String... args) throws Exception {
        int i = 0;
        for (; args[i].endsWith(".jar"); i++) {
            load(Path.of(args[i]));
        }
        String[] rest = java.util.Arrays.copyOfRange(args, i + 1, args.length);
        Class.forName(args[i]).getMethod("main", String[].class).invoke(null, (Object) rest);
    }

    private static void load(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            for (JarEntry entry : java.util.Collections.list(jar.entries())) {
                String name = entry.getName();
                if (name.endsWith(CLASS) && !name.startsWith("META-INF/") && !name.endsWith("-info.class")) {
                    load(name.substring(0, name.length() - CLASS.length()).replace('/', '.'));
                }
            }
        }
    }

    /** Drivers have classes for libraries that are not there. */
    private static void load(String name) {
        try {
            Class.forName(name, false, Training.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError unusable) {
            // Then no connector can load it either.
        }
    }
}
