package dev.leat.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Executors;

/**
 * A program: ClickHouse's HTTP interface before the engine's library, as far as clients of tables use it. A process of its
 * own, because the library wants signals that a JVM with tests in it needs for itself. It ends when its standard input
 * does, that is, with whoever started it.
 *
 * <p>What differs from a server: two users that are made up here ({@link ChdbHttp}) and no others; a query that has
 * begun to answer and fails is cut off, as newer servers do it; no KILL QUERY; asynchronous inserts are never done.
 */
final class ChdbServer {
    private ChdbServer() {}

    /** Arguments: the library, a folder for data, the file that is to hold the port. */
    public static void main(String... args) throws IOException {
        Chdb engine = new Chdb(Path.of(args[0]), Path.of(args[1]));
        // The engine ends with its last connection.
        Chdb.Connection kept = engine.connection();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", new ChdbHttp(engine));
        server.start();
        Path port = Path.of(args[2]);
        Path written = port.resolveSibling(port.getFileName() + ".new");
        Files.writeString(written, String.valueOf(server.getAddress().getPort()));
        Files.move(written, port, StandardCopyOption.ATOMIC_MOVE);
        while (System.in.read() >= 0) {
            // Nothing is ever sent: this waits for the end.
        }
        kept.close();
        Runtime.getRuntime().halt(0);
    }
}
