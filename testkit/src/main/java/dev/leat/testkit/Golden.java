package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares text that people read with the file in which it was last approved, {@code src/test/resources/golden/NAME} of
 * the module. {@code -Dleat.golden=write} approves what the code says now; look at the difference before you commit it.
 */
public final class Golden {
    private Golden() {}

    public static void assertMatches(String name, String actual) throws IOException {
        // Surefire tells the module's folder; an IDE runs the tests in it.
        Path file = Path.of(System.getProperty("basedir", ""))
                .resolve("src/test/resources/golden")
                .resolve(name);
        String text = actual.endsWith("\n") ? actual : actual + "\n";
        if ("write".equals(System.getProperty("leat.golden"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardCharsets.UTF_8);
            return;
        }
        assertThat(file)
                .as("the approved text; run once with -Dleat.golden=write to make it")
                .exists();
        assertThat(text)
                .as("what " + name + " says; if it is meant, approve it with -Dleat.golden=write")
                .isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    }
}
