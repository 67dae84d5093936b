import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the build of an image does to the drivers' jars in a folder, the argument: takes their native libraries out, and
 * lays this platform's beside them, where they are found by {@code LD_LIBRARY_PATH}. Else each process would unpack its
 * own into a temporary folder, which a read-only image may not have, and the image would carry those of all platforms.
 * What was done once is not touched again, as a cache is bound to its jars' times.
 */
final class Natives {
    private static final Pattern LIBRARY = Pattern.compile(".*\\.(so|dll|dylib|jnilib)(_\\w+)?");

    /** As drivers name it, in a folder or at the end of a file's name. */
    private static final Pattern PLATFORM =
            Pattern.compile(".*[/_]linux[/_](" + processor() + ")(/.*)?", Pattern.CASE_INSENSITIVE);

    private Natives() {}

    public static void main(String... args) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(args[0]), "*.jar")) {
            for (Path jar : jars) {
                takeOut(jar);
            }
        }
    }

    private static void takeOut(Path jar) throws IOException {
        try (FileSystem entries = FileSystems.newFileSystem(jar)) {
            List<Path> libraries;
            try (Stream<Path> all = Files.walk(entries.getPath("/"))) {
                libraries = all.filter(entry -> LIBRARY.matcher(entry.toString()).matches())
                        .toList();
            }
            for (Path library : libraries) {
                String name = library.getFileName().toString();
                // Bouncy Castle looks for its own in its jar and nowhere else, and does without.
                if (PLATFORM.matcher(library.toString()).matches() && !name.startsWith("libbc-")) {
                    Path beside = jar.resolveSibling(name);
                    Files.copy(library, beside, StandardCopyOption.REPLACE_EXISTING);
                }
                Files.delete(library);
            }
            // This driver looks beside its jar only where it is told to.
            Path settings = entries.getPath("/org-xerial-snappy.properties");
            if (Files.exists(entries.getPath("/org/xerial/snappy")) && Files.notExists(settings)) {
                Files.writeString(settings, "org.xerial.snappy.use.systemlib=true\n");
            }
        }
    }

    private static String processor() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return name.equals("aarch64") || name.equals("arm64") ? "aarch64|arm64" : "x86_64|amd64";
    }
}
