package dev.leat.sdk;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The process around a connector: standard streams, signals, exit code. */
final class Program {
    /** How long a signal waits for the row in hand and a last checkpoint. */
    static final int GRACE_SECONDS = 20;

    private Program() {}

    /** Runs a command; answers the exit code. */
    static int run(Connector<?> connector, String... args) {
        InputStream in = new FileInputStream(FileDescriptor.in);
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        // Standard output is the protocol's alone: what a driver prints becomes a line on standard error, a log line.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        Stop stop = new Stop();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(stop, ended), "leat-signal"));
        try {
            return Commands.run(connector, in, out, stop, args);
        } finally {
            ended.countDown();
        }
    }

    private static void awaitEnd(Stop stop, CountDownLatch ended) {
        stop.request();
        try {
            if (!stop.idle() && !ended.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("did not come to an end within " + GRACE_SECONDS
                        + " s of the signal; stopping here, the next run goes on from what is committed");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
