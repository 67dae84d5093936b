package dev.leat.connector.clickhouse.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An answer: its status, headers with names in lower case, and body. The body throws {@link EOFException} when the
 * connection ends before the answer does, which is how newer servers end the answer to a query that fails half-way.
 */
public record Response(int status, Map<String, String> headers, InputStream body) {
    private static final int HEADER_BYTES_MAX = 1 << 20;
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int STATUS_BYTES_MAX = 1 << 12;
    private static final String NO_HTTP = "what answers there does not speak HTTP";
    private static final String CUT_OFF = "the server's answer ends in the middle";

    static Response read(InputStream socket) throws IOException {
        Buffered in = new Buffered(socket);
        int status = status(in);
        Map<String, String> headers = new HashMap<>();
        int length = 0;
        for (String line = in.line(); !line.isEmpty(); line = in.line()) {
            length += line.length();
            int colon = line.indexOf(':');
            if (colon < 0 || length > HEADER_BYTES_MAX) {
                throw new ProtocolException("what answers there does not speak HTTP as ClickHouse does");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Response(status, headers, body(in, status, headers));
    }

    /** Reads the status alone, and not a byte beyond its line. */
    static int status(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException(CUT_OFF);
            }
            if (line.length() > STATUS_BYTES_MAX) {
                throw new ProtocolException(NO_HTTP);
            }
            line.append((char) b);
        }
        String[] words = line.toString().strip().split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("\\d{3}")) {
            throw new ProtocolException(NO_HTTP);
        }
        return Integer.parseInt(words[1]);
    }

    private static InputStream body(Buffered in, int status, Map<String, String> headers) {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return new Chunked(in);
        }
        String length = headers.get("content-length");
        if (status == 204 || length != null) {
            return new Counted(in, length == null ? 0 : Long.parseLong(length));
        }
        return in;
    }

    /** Reads lines and bytes of a connection. */
    private static final class Buffered extends InputStream {
        private final InputStream in;
        private final byte[] buffer = new byte[BUFFER_BYTES];
        private int at;
        private int end;

        Buffered(InputStream in) {
            this.in = in;
        }

        private boolean fill() throws IOException {
            at = 0;
            end = Math.max(0, in.read(buffer));
            return end > 0;
        }

        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            int b;
            while ((b = read()) != '\n') {
                if (b < 0) {
                    throw new EOFException(CUT_OFF);
                }
                if (line.length() > HEADER_BYTES_MAX) {
                    throw new ProtocolException(NO_HTTP);
                }
                line.append((char) b);
            }
            int length = line.length();
            return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
        }

        @Override
        public int read() throws IOException {
            return at < end || fill() ? buffer[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (at == end && length >= BUFFER_BYTES) {
                return in.read(bytes, offset, length);
            }
            if (at == end && !fill()) {
                return -1;
            }
            int count = Math.min(length, end - at);
            System.arraycopy(buffer, at, bytes, offset, count);
            at += count;
            return count;
        }
    }

    /** A body of a length that was told. */
    private static final class Counted extends InputStream {
        private final Buffered in;
        private long left;

        Counted(Buffered in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(bytes, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException(CUT_OFF);
            }
            left -= count;
            return count;
        }
    }

    /** A body in pieces, each after its length. */
    private static final class Chunked extends InputStream {
        private final Buffered in;
        private long left;
        private boolean begun;
        private boolean ended;

        Chunked(Buffered in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0 && !next()) {
                return -1;
            }
            int count = in.read(bytes, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException(CUT_OFF);
            }
            left -= count;
            return count;
        }

        private boolean next() throws IOException {
            if (ended) {
                return false;
            }
            if (begun && !in.line().isEmpty()) {
                throw new ProtocolException("a piece of the server's answer is longer than it says");
            }
            begun = true;
            String line = in.line();
            int semicolon = line.indexOf(';');
            try {
                left = Long.parseLong((semicolon < 0 ? line : line.substring(0, semicolon)).strip(), 16);
            } catch (NumberFormatException _) {
                throw new ProtocolException("a piece of the server's answer has no length: "
                        + new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.US_ASCII));
            }
            ended = left == 0;
            return !ended;
        }
    }
}
