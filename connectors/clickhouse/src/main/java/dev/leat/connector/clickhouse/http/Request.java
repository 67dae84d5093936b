package dev.leat.connector.clickhouse.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * One request over a connection of its own, and its answer. Written here rather than taken from a library because an
 * INSERT whose rows are still being sent must hear that the server has given up on it, and nothing may ever be sent twice.
 * One thread at a time; {@link #close} from any.
 */
public final class Request implements AutoCloseable {
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final int BUFFER_BYTES = 1 << 18;
    /** A server that has gone without a word is noticed after about two minutes. */
    private static final int IDLE_SECONDS = 60;

    private static final int PROBE_SECONDS = 10;
    private static final int PROBES = 6;

    private final Socket socket;
    private final OutputStream out;
    private final boolean chunked;

    private Request(Socket socket, boolean chunked) throws IOException {
        this.socket = socket;
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
        this.chunked = chunked;
    }

    /** A request that is a statement. */
    public static Request post(Server server, String target, byte[] statement) throws IOException {
        Request request = open(server, "POST", target, "Content-Length: " + statement.length, false);
        request.out.write(statement);
        return request;
    }

    /** A request that only reads: its query stands in the target. */
    public static Request get(Server server, String target) throws IOException {
        return open(server, "GET", target, null, false);
    }

    /** A request whose body is written piece by piece. */
    public static Request stream(Server server, String target) throws IOException {
        return open(server, "POST", target, "Transfer-Encoding: chunked", true);
    }

    private static Request open(Server server, String method, String target, String length, boolean chunked)
            throws IOException {
        Socket socket = connect(server);
        try {
            Request request = new Request(socket, chunked);
            String host = server.host().indexOf(':') < 0 ? server.host() : "[" + server.host() + "]";
            String login = server.user() + ":" + server.password();
            request.out.write((method + " " + target + " HTTP/1.1\r\n"
                            + "Host: " + host + ":" + server.port() + "\r\n"
                            + credentials(server, login)
                            + "User-Agent: leat\r\nConnection: close\r\n"
                            + (length == null ? "" : length + "\r\n") + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            return request;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Names that would break a header go in the form that carries any; the server takes both. */
    private static String credentials(Server server, String login) {
        boolean plain = login.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return plain
                ? "X-ClickHouse-User: " + server.user() + "\r\nX-ClickHouse-Key: " + server.password() + "\r\n"
                : "Authorization: Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))
                        + "\r\n";
    }

    private static Socket connect(Server server) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            option(socket, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
            option(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, PROBE_SECONDS);
            option(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
            option(socket, StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
            int timeoutMillis = server.connectTimeoutSeconds() * 1000;
            socket.connect(new InetSocketAddress(server.host(), server.port()), timeoutMillis);
            if (!server.tls()) {
                return socket;
            }
            SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
            SSLSocket encrypted = (SSLSocket) factory.createSocket(socket, server.host(), server.port(), true);
            SSLParameters parameters = encrypted.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            encrypted.setSSLParameters(parameters);
            encrypted.setSoTimeout(timeoutMillis);
            handshake(encrypted);
            encrypted.setSoTimeout(0);
            return encrypted;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** A server that awaits a request in plain text says nothing. */
    private static void handshake(SSLSocket socket) throws IOException {
        try {
            socket.startHandshake();
        } catch (SocketTimeoutException silent) {
            throw new SSLException("the server does not answer to it", silent);
        }
    }

    private static void option(Socket socket, SocketOption<Integer> option, int value) throws IOException {
        if (socket.supportedOptions().contains(option)) {
            socket.setOption(option, value);
        }
    }

    /** Sends a piece of the body. */
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0) {
            out.write(Integer.toHexString(length).getBytes(StandardCharsets.US_ASCII));
            out.write(LINE_END);
            out.write(bytes, offset, length);
            out.write(LINE_END);
        }
    }

    /** Ends the body, and waits until the answer begins. */
    public Response finish() throws IOException {
        if (chunked) {
            out.write('0');
            out.write(LINE_END);
            out.write(LINE_END);
        }
        out.flush();
        return Response.read(socket.getInputStream());
    }

    /** Ends the request, and waits until the server has taken it up: answers the status, before any header is read. */
    public int status() throws IOException {
        out.flush();
        return Response.status(socket.getInputStream());
    }

    /** After {@link #status} said 200: waits for the end of the answer, whatever it says. */
    public void awaitEnd() throws IOException {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /** After {@link #status} said anything else: what follows it, headers and all. */
    public String rest(int bytesMax) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytesMax), StandardCharsets.UTF_8);
    }

    /** What the server said although the request is not finished: called after sending has failed. */
    public Response refusal(int waitMillis) throws IOException {
        socket.setSoTimeout(waitMillis);
        InputStream in = socket.getInputStream();
        return Response.read(in);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
