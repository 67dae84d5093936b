package dev.leat.dist;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The assembled product, run as its users run it: as processes. */
final class Product {
    private static final Path LIB = Path.of(System.getProperty("leat.root"), "dist", "target", "leat", "lib");

    private Product() {}

    /** Starts {@code leat} with these arguments in a folder. */
    static LeatRun start(Path folder, Map<String, String> environment, String... args) throws IOException {
        Path runner = LIB.resolve("leat-runner.jar");
        Path cache = LIB.resolve("leat-runner.aot");
        if (!Files.exists(runner)) {
            throw new IllegalStateException("the product is not assembled in " + LIB + "; run mvn verify");
        }
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-XX:+UseSerialGC",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-AOTReplayTraining",
                "-XX:CompileThresholdScaling=5",
                Files.exists(cache) ? "-XX:AOTCache=" + cache : "-Xshare:auto",
                "-jar",
                runner.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        Path out = Files.createTempFile(folder, ".out", ".txt");
        Path err = Files.createTempFile(folder, ".err", ".txt");
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        return new LeatRun(builder.start(), out, err);
    }

    /** Runs {@code leat} to its end. */
    static LeatRun run(Path folder, Map<String, String> environment, String... args) throws Exception {
        return start(folder, environment, args).await();
    }
}
