package dev.leat.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Everything the program takes from the machine it runs on, so that a test can be another machine.
 *
 * @param folder where relative paths of the command line start
 * @param lib where {@code leat-connector-NAME.jar} files lie
 * @param out answers for programs
 * @param err everything for people
 * @param masking knows what must not be shown on {@code err}
 * @param terminal whether a person watches {@code err} and can answer on {@code in}
 */
record Surroundings(
        Map<String, String> environment,
        Path folder,
        Path lib,
        InputStream in,
        PrintStream out,
        PrintStream err,
        Masking masking,
        boolean terminal) {

    static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                libraryFolder(),
                System.in,
                utf8(System.out),
                utf8(System.err),
                new Masking(),
                watched());
    }

    Surroundings withEnvironment(Map<String, String> other) {
        return new Surroundings(other, folder, lib, in, out, err, masking, terminal);
    }

    /** The folder of the runner's own jar: the distribution lays all jars side by side. */
    private static Path libraryFolder() {
        String location =
                Leat.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return Path.of(location).toAbsolutePath().getParent();
    }

    /** The console's own answer is about stdin and stdout; where the system tells, stderr must be a terminal, too. */
    private static boolean watched() {
        if (System.console() == null || !System.console().isTerminal()) {
            return false;
        }
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/2")).startsWith("/dev");
        } catch (IOException | UnsupportedOperationException unknown) {
            return true;
        }
    }

    /** People's terminals and programs alike get UTF-8, whatever the locale: stream names are not ASCII. */
    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
