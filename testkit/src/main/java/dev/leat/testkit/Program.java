package dev.leat.testkit;

import java.io.InputStream;
import java.io.OutputStream;

/** A connector's program as a function: {@code connector::run}, or something broken on purpose. */
@FunctionalInterface
public interface Program {
    /** Runs one command to its end; answers its exit code. Both streams are closed by the caller. */
    int run(InputStream in, OutputStream out, String... args) throws Exception;
}
