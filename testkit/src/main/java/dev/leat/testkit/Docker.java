package dev.leat.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The container engine's command, run to its end. */
public final class Docker {
    /** An image may have to be pulled. */
    private static final int PATIENCE_SECONDS = 600;

    private Docker() {}

    /** What a program said, and its exit code. */
    public record Ended(int code, String out, String err) {
        /** Standard output of a program that must have worked. */
        public String worked() {
            if (code != 0) {
                throw new AssertionError("exit code " + code + "\n" + out + err);
            }
            return out.strip();
        }
    }

    /**
     * {@code docker} with these arguments.
     *
     * @throws IOException if there is no such program
     */
    public static Ended run(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(args));
        return run(new ProcessBuilder(command));
    }

    /** Any program, without input. */
    public static Ended run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = Files.createTempFile("leat-docker", ".out");
        Path err = Files.createTempFile("leat-docker", ".err");
        try {
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(builder.command() + " did not end within " + PATIENCE_SECONDS + " s\n"
                        + Files.readString(out) + Files.readString(err));
            }
            return new Ended(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
