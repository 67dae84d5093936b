import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * What docker/build runs to lay out what an image is built from, a folder per connector and layer: the libraries of the
 * SDK, the SDK, the drivers, the connector, and what it is trained with. Arguments are the repository's root, the folder
 * of the distribution's jars, and the folder to lay out; it is made anew.
 */
final class Context {
    private static final String CONNECTOR = "leat-connector-";

    /** A cache is bound to its jars' times, and layers that differ in nothing else are the same layer. */
    private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private final Path root;
    private final Path jars;
    private final Path folder;

    private Context(Path root, Path jars, Path folder) {
        this.root = root;
        this.jars = jars;
        this.folder = folder;
    }

    public static void main(String... args) throws IOException {
        Context context = new Context(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
        context.layOut();
    }

    private void layOut() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        try (DirectoryStream<Path> connectors = Files.newDirectoryStream(jars, CONNECTOR + "*.jar")) {
            for (Path connector : connectors) {
                String name = stem(connector).substring(CONNECTOR.length());
                connector(connector, folder.resolve(name));
            }
        }
        runner(folder.resolve("runner"));
    }

    private void connector(Path jar, Path to) throws IOException {
        sdk(to);
        Files.createDirectories(to.resolve("driver"));
        for (Path driver : classPath(jar)) {
            if (!isOfSdk(driver)) {
                copy(driver, to.resolve("driver"));
            }
        }
        copy(jar, to.resolve("connector"));
        image(to);
        String name = to.getFileName().toString();
        copyAll(root.resolve("dist/src/aot"), to.resolve("training"), name + "{.session,*.json}");
        copy(root.resolve("docker/image/train"), to.resolve("training"));
        // The rows that others write and read are sample's.
        for (String shared : List.of("sample.session", "sample.json", "catalog.json")) {
            copy(root.resolve("dist/src/aot").resolve(shared), to.resolve("training"));
        }
        copy(jars.resolve(CONNECTOR + "sample.jar"), to.resolve("training"));
    }

    private void image(Path to) throws IOException {
        copyAll(root.resolve("docker/image"), to.resolve("image"), "*");
        copyAll(root.resolve("dist/src/aot"), to.resolve("image"), "{StackMaps,Unsigned}.java");
    }

    private void runner(Path to) throws IOException {
        sdk(to);
        Path runner = jars.resolve("leat-runner.jar");
        copy(runner, to.resolve("connector"));
        for (Path library : classPath(runner)) {
            if (!isOfSdk(library)) {
                copy(library, to.resolve("driver"));
            }
        }
        image(to);
        copy(root.resolve("dist/src/aot/leat.yaml"), to.resolve("training"));
        copy(root.resolve("docker/image/train"), to.resolve("training"));
    }

    /** What every connector has, in two layers: the one that seldom changes, and Leat's own. */
    private void sdk(Path to) throws IOException {
        for (Path library : classPath(jars.resolve("leat-protocol.jar"))) {
            copy(library, to.resolve(isLeat(library) ? "sdk" : "libraries"));
        }
        copy(jars.resolve("leat-protocol.jar"), to.resolve("sdk"));
        copy(jars.resolve("leat-spec-schemas.jar"), to.resolve("sdk"));
    }

    private boolean isOfSdk(Path jar) throws IOException {
        return classPath(jars.resolve("leat-protocol.jar")).contains(jar)
                || jar.endsWith("leat-protocol.jar")
                || jar.endsWith("leat-spec-schemas.jar");
    }

    private static boolean isLeat(Path jar) {
        return stem(jar).startsWith("leat-");
    }

    /** The jars beside this one that it names in its manifest. */
    private static List<Path> classPath(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String names = file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return names == null
                    ? List.of()
                    : Stream.of(names.split(" ")).map(jar::resolveSibling).toList();
        }
    }

    private static void copyAll(Path from, Path to, String glob) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from, glob)) {
            for (Path file : files) {
                copy(file, to);
            }
        }
    }

    /** Readable by anyone, whatever the umask here: a container runs as any user. */
    private static void copy(Path file, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path copy = Files.copy(
                file, folder.resolve(file.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(
                copy, PosixFilePermissions.fromString(Files.isExecutable(file) ? "rwxr-xr-x" : "rw-r--r--"));
        Files.setLastModifiedTime(copy, TIME);
    }

    private static String stem(Path jar) {
        return jar.getFileName().toString().replaceFirst("\\.jar$", "");
    }
}
