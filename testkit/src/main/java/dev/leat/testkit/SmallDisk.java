package dev.leat.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/**
 * A disk of a few megabytes to be filled, or to be made read-only for root too: a tmpfs, mounted until it is closed. Only
 * root can mount, on Linux; elsewhere the test is skipped and says so.
 */
public final class SmallDisk implements AutoCloseable {
    private static final String BALLAST = "ballast";

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** @param folder an empty one, hidden by the disk while that is open */
    public static SmallDisk mount(Path folder, int megabytes) throws Exception {
        String failure = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "leat-test", folder.toString());
        Assumptions.assumeTrue(failure.isEmpty(), "no small disk to fill, for which one must be root: " + failure);
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /** Takes all space but so much of it, and less than a page. */
    public void fillBut(long bytes) throws IOException {
        Path ballast = folder.resolve(BALLAST);
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] page = new byte[4096];
            for (long left = Files.getFileStore(folder).getUsableSpace(); left - bytes >= page.length; ) {
                out.write(page);
                left -= page.length;
            }
        }
    }

    /** Gives back what {@link #fillBut} took. */
    public void free() throws IOException {
        Files.delete(folder.resolve(BALLAST));
    }

    public void makeReadOnly() throws Exception {
        String failure = run("mount", "-o", "remount,ro", folder.toString());
        if (!failure.isEmpty()) {
            throw new IOException("cannot make " + folder + " read-only: " + failure);
        }
    }

    /** Lazily: what a server that is just ending still has open keeps nobody. */
    @Override
    public void close() throws Exception {
        String failure = run("umount", "--lazy", folder.toString());
        if (!failure.isEmpty()) {
            throw new IOException("cannot unmount " + folder + ": " + failure);
        }
    }

    /** What a command says when it fails; empty if it does not. */
    private static String run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int exitCode = process.waitFor();
            return exitCode == 0 ? "" : Arrays.toString(command) + " ended with exit code " + exitCode + ": " + said;
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
