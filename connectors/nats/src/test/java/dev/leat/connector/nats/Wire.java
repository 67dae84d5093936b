package dev.leat.connector.nats;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** A line between a client and a server that can be cut: after some bytes, or now. New connections are let through. */
final class Wire implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final UnaryOperator<String> greeting;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicLong bytesLeft = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong cuts = new AtomicLong();

    Wire(int target) throws IOException {
        this(target, UnaryOperator.identity());
    }

    /** @param greeting what becomes of the line that the server says first */
    Wire(int target, UnaryOperator<String> greeting) throws IOException {
        this.target = target;
        this.greeting = greeting;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().name("wire").daemon().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Cuts every connection once so many bytes more have gone to the server. */
    void cutAfter(long bytes) {
        bytesLeft.set(bytes);
    }

    long cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(server);
                Thread.ofPlatform().daemon().start(() -> pass(client, server, true));
                Thread.ofPlatform().daemon().start(() -> pass(server, client, false));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void pass(Socket from, Socket to, boolean counted) {
        byte[] buffer = new byte[16 << 10];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            if (!counted) {
                out.write(greeting.apply(line(in)).getBytes(StandardCharsets.UTF_8));
            }
            int count;
            while ((count = in.read(buffer)) >= 0) {
                long left = counted ? bytesLeft.addAndGet(-count) : 1;
                if (left <= 0) {
                    // In the middle of a message, like as not.
                    out.write(buffer, 0, Math.max(0, count + (int) Math.max(left, -count)));
                    bytesLeft.set(Long.MAX_VALUE);
                    cuts.incrementAndGet();
                    cut();
                    return;
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException gone) {
            // The other side is told by the closing.
        }
        close(from);
        close(to);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b;
        while ((b = in.read()) >= 0) {
            line.write(b);
            if (b == '\n') {
                break;
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Cuts every connection now. */
    void cut() {
        open.forEach(Wire::close);
        open.clear();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // It is cut either way.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}
