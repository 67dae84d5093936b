package dev.leat.runner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Drains what a program prints for people, line by line, on a thread of its own, so that a talkative program never
 * blocks. Long lines are cut; the last few are kept for the report of a program that dies.
 */
final class LogLines {
    static final int LINE_BYTES_MAX = 8 * 1024;
    static final int KEPT = 5;

    private final Deque<String> last = new ArrayDeque<>();
    private final Consumer<String> sink;

    LogLines(Consumer<String> sink) {
        this.sink = sink;
    }

    Thread drain(InputStream in, String name) {
        return Thread.ofPlatform().daemon().name(name).start(() -> run(in));
    }

    private void run(InputStream in) {
        byte[] line = new byte[LINE_BYTES_MAX];
        byte[] buffer = new byte[LINE_BYTES_MAX];
        int length = 0;
        try (in) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    if (buffer[i] == '\n') {
                        accept(line, length);
                        length = 0;
                    } else if (length < line.length) {
                        line[length++] = buffer[i];
                    }
                }
            }
        } catch (IOException closed) {
            // The program is gone, and its last words with it.
        }
        accept(line, length);
    }

    /** Takes one line, cut if need be. */
    void accept(byte[] line, int length) {
        String text = new String(line, 0, Math.min(length, LINE_BYTES_MAX), StandardCharsets.UTF_8).stripTrailing();
        if (text.isEmpty()) {
            return;
        }
        synchronized (last) {
            last.addLast(text);
            if (last.size() > KEPT) {
                last.removeFirst();
            }
        }
        sink.accept(text);
    }

    /** The last lines, oldest first. */
    List<String> last() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }
}
