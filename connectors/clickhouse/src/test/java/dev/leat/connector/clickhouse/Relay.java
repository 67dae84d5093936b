package dev.leat.connector.clickhouse;

import dev.leat.testkit.ClickHouseDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands between the connector and a real server, and breaks connections in the middle. */
final class Relay implements AutoCloseable {
    private final ClickHouseDatabase database;
    private final ServerSocket listening;
    private final long requestBytesMax;
    private final long answerBytesMax;
    private final Collection<Socket> locks = new ConcurrentLinkedQueue<>();

    /** Breaks each connection after so many bytes of a request, or of an answer. */
    Relay(ClickHouseDatabase database, long requestBytesMax, long answerBytesMax) throws IOException {
        this.database = database;
        this.requestBytesMax = requestBytesMax;
        this.answerBytesMax = answerBytesMax;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    Map<String, Object> settings() {
        Map<String, Object> settings = Runs.with(database, "host", "127.0.0.1");
        settings.put("port", listening.getLocalPort());
        return settings;
    }

    /** Breaks the connections whose queries sleep on the server to keep other runs out. */
    void breakLocks() throws IOException {
        for (Socket lock : locks) {
            lock.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(database.host(), database.port());
                Thread.ofVirtual().start(() -> pass(client, server, requestBytesMax, true));
                Thread.ofVirtual().start(() -> pass(server, client, answerBytesMax, false));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void pass(Socket from, Socket to, long bytesMax, boolean request) {
        byte[] piece = new byte[1 << 14];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            long passed = 0;
            int count;
            while ((count = in.read(piece)) >= 0 && passed + count <= bytesMax) {
                if (request && new String(piece, 0, count, StandardCharsets.ISO_8859_1).contains("sleepEachRow")) {
                    locks.add(from);
                }
                out.write(piece, 0, count);
                out.flush();
                passed += count;
            }
            if (request && count < 0) {
                return;
            }
        } catch (IOException broken) {
            // As it should be.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
