import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * What the build does to DuckDB's driver: takes this platform's native library out of the jar and lays it beside it, where
 * the driver looks for it next. Else each process would unpack 70 MB into the temporary folder before it does anything,
 * and leave them there when it is killed. The argument is the jar; a second time there is nothing to do.
 */
final class NativeLibrary {
    private NativeLibrary() {}

    public static void main(String... args) throws IOException {
        Path jar = Path.of(args[0]);
        String name = "libduckdb_java.so_" + system() + "_" + processor();
        // Taking one entry out leaves the others compressed as they are.
        try (FileSystem entries = FileSystems.newFileSystem(jar)) {
            Path library = entries.getPath(name);
            if (Files.exists(library)) {
                Files.copy(library, jar.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
                Files.delete(library);
            }
        }
    }

    /** As the driver names them. */
    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("win") ? "windows" : name.startsWith("mac") ? "macos" : "linux";
    }

    private static String processor() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return name.equals("aarch64") || name.equals("arm64") ? "arm64" : "amd64";
    }
}
