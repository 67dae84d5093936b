import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Manifest;

/**
 * What the build does to a signed jar: takes the signature off. An ahead-of-time cache holds no class of a signed jar, and
 * the first one that is loaded otherwise has a quarter of a second spent on the signatures of all. The argument is the jar;
 * a second time there is nothing to do.
 */
final class Unsigned {
    private Unsigned() {}

    public static void main(String... args) throws IOException {
        try (FileSystem entries = FileSystems.newFileSystem(Path.of(args[0]))) {
            boolean signed = false;
            try (DirectoryStream<Path> files = Files.newDirectoryStream(entries.getPath("META-INF"), "*.{SF,DSA,RSA,EC}")) {
                for (Path file : files) {
                    Files.delete(file);
                    signed = true;
                }
            }
            if (signed) {
                dropDigests(entries.getPath("META-INF", "MANIFEST.MF"));
            }
        }
    }

    /** Beside what the manifest says of the jar it has a digest of each file. */
    private static void dropDigests(Path file) throws IOException {
        Manifest manifest = new Manifest(new ByteArrayInputStream(Files.readAllBytes(file)));
        manifest.getEntries().clear();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        manifest.write(written);
        Files.write(file, written.toByteArray());
    }
}
