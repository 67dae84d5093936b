package dev.leat.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of Leat's own connectors, as a process of the same Java that runs this program.
 *
 * @param lineBytesMax the longest line it is to read or write
 */
record LocalConnector(String name, Path jar, int lineBytesMax) implements Launcher {
    /** What rows need, however many there are, if none is huge. */
    private static final int HEAP_MEGABYTES = 128;

    /** A huge row is held by the driver, as a line, and by whoever takes it apart. */
    private static final int HEAP_LINES = 4;

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Override
    public Child start(Session session, Whose whose, String who, List<String> words) {
        return Child.start(who, argv(whose.connection(), words), session);
    }

    List<String> argv(String connection, List<String> words) {
        List<String> argv = new ArrayList<>(List.of(
                JAVA,
                // One thread does the work; other collectors would only take the other process's core.
                "-XX:+UseSerialGC",
                "-Xmx" + Math.max(HEAP_MEGABYTES, HEAP_LINES * (lineBytesMax >> 20)) + "m",
                // Next to nothing is allocated for rows; in a large nursery that little would be strewn over all of it,
                // and memory grow for as long as the run lasts.
                "-Xmn8m",
                // Most runs are over before much compiling pays: compilers wait for five times as many calls, and do
                // not start at once from what the cache remembers. Loops over millions of rows hardly notice.
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-AOTReplayTraining",
                "-XX:CompileThresholdScaling=5",
                "--enable-native-access=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8",
                // Nothing is written in a country's own way; its data would be a tenth of the time to start.
                "-Djava.locale.providers=SPI",
                // A handful of calls by reflection are not worth the classes the JVM would generate for them.
                "-Djdk.reflect.useNativeAccessorOnly=true",
                // The JVM's own warnings go to stdout otherwise, which is the protocol's alone.
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                // A cache that another Java made is passed over; nobody needs to hear of it.
                "-Xlog:aot=off:stderr",
                "-Dleat.connection=" + connection));
        Path cache = jar.resolveSibling("leat-connector-" + name + ".aot");
        if (Files.exists(cache)) {
            // Starts in a third of the time.
            argv.add("-XX:AOTCache=" + cache);
        }
        argv.addAll(List.of("-jar", jar.toString()));
        argv.addAll(words);
        return argv;
    }

    @Override
    public boolean ours() {
        return true;
    }

    @Override
    public String label() {
        return "connector " + name;
    }
}
