package dev.leat.connector.clickhouse;

import dev.leat.config.PassedOn;
import dev.leat.connector.clickhouse.http.Request;
import dev.leat.connector.clickhouse.http.Response;
import dev.leat.connector.clickhouse.http.Server;
import dev.leat.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Sends statements to a server. Each is a request of its own; nothing is ever sent a second time. Thread-safe.
 *
 * <p>Methods that take {@code attempted} say what was being done and on what, in words that go on from "cannot": {@code
 * read the stream "orders"}.
 */
final class Client {
    private static final int ERROR_BYTES_MAX = 1 << 16;
    private static final String FAILED_HALF_WAY = "DB::Exception: ";

    private final Server server;
    private final String where;
    private final String parameters;

    Client(ClickHouseConfig config) {
        this.server = config.server();
        this.where = config.where();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("database", config.database());
        settings.put("wait_end_of_query", "0");
        settings.put("output_format_json_quote_64bit_integers", "0");
        settings.put("output_format_json_quote_decimals", "0");
        settings.put("output_format_json_quote_denormals", "1");
        settings.put("output_format_json_escape_forward_slashes", "0");
        config.settings().forEach((name, value) -> {
            if (settings.putIfAbsent(name, value) != null) {
                throw PassedOn.refusal("settings", name);
            }
        });
        this.parameters = encoded(settings);
    }

    private static String encoded(Map<String, String> settings) {
        StringBuilder text = new StringBuilder();
        settings.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return text.toString();
    }

    String where() {
        return where;
    }

    private String target(Map<String, String> settings) {
        return "/?" + parameters + (settings.isEmpty() ? "" : "&" + encoded(settings));
    }

    /** Runs a statement that answers nothing. */
    void execute(String attempted, String statement, Map<String, String> settings) {
        try {
            run(statement, settings);
        } catch (ServerError | IOException e) {
            throw Failures.of(attempted, this, e);
        }
    }

    /** The same; leaves it to the caller what an error means. */
    void run(String statement, Map<String, String> settings) throws IOException, ServerError {
        answer(statement, settings);
    }

    /** Runs a query whose answer is small; each row is an array of JSON values. */
    List<JsonNode> rows(String attempted, String query) {
        try {
            List<JsonNode> rows = new ArrayList<>();
            String answer = answer(query + "\nFORMAT JSONCompactEachRow", Map.of());
            answer.lines().filter(line -> !line.isBlank()).forEach(line -> rows.add(Json.parse(line)));
            return rows;
        } catch (ServerError | IOException e) {
            throw Failures.of(attempted, this, e);
        }
    }

    Optional<JsonNode> row(String attempted, String query) {
        return rows(attempted, query).stream().findFirst();
    }

    private String answer(String statement, Map<String, String> settings) throws IOException, ServerError {
        try (Request request = Request.post(server, target(settings), statement.getBytes(StandardCharsets.UTF_8))) {
            String text = text(checked(request.finish()).body());
            if (text.contains(FAILED_HALF_WAY) && ServerError.of(text).code() != 0) {
                throw ServerError.of(text);
            }
            return text;
        }
    }

    private static String text(InputStream body) throws IOException {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Begins a query; its answer is read from the stream as it comes, and closing the request ends it. */
    Answer stream(String attempted, String query, Map<String, String> settings) {
        try {
            Request request = Request.post(server, target(settings), query.getBytes(StandardCharsets.UTF_8));
            try {
                return new Answer(request, checked(request.finish()).body());
            } catch (ServerError | IOException | RuntimeException e) {
                request.close();
                throw e;
            }
        } catch (ServerError | IOException e) {
            throw Failures.of(attempted, this, e);
        }
    }

    /** An answer that is being read. */
    record Answer(Request request, InputStream body) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            request.close();
        }
    }

    /** Begins an INSERT, whose rows are written to the request. */
    Request insert(String statement, Map<String, String> settings) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("query", statement);
        return Request.stream(server, target(all));
    }

    /**
     * Begins a query that only reads, gives no end by itself, and is ended by the server when its connection ends. When
     * this returns, the query runs.
     */
    Request idle(String query, Map<String, String> settings) throws IOException, ServerError {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("query", query);
        Request request = Request.get(server, target(all));
        try {
            int status = request.status();
            if (status == 200) {
                return request;
            }
            throw refused(status, request);
        } catch (IOException | RuntimeException | ServerError e) {
            request.close();
            throw e;
        }
    }

    /** What follows the status: headers and all. */
    private static ServerError refused(int status, Request request) throws IOException {
        ServerError said = ServerError.of(request.rest(ERROR_BYTES_MAX));
        return said.code() == 0 ? new ServerError(0, "HTTP status " + status) : said;
    }

    /** Ends a request that was begun, and throws what the server has to say against it. */
    void check(Request request) throws IOException, ServerError {
        String said = text(checked(request.finish()).body());
        if (said.contains(FAILED_HALF_WAY)) {
            throw ServerError.of(said);
        }
    }

    /** The answer, if it is none that says what went wrong. */
    static Response checked(Response response) throws IOException, ServerError {
        String code = response.headers().get("x-clickhouse-exception-code");
        if (response.status() == 200 && code == null) {
            return response;
        }
        String text;
        try {
            text = new String(response.body().readNBytes(ERROR_BYTES_MAX), StandardCharsets.UTF_8);
        } catch (IOException cutOff) {
            text = "";
        }
        ServerError said = ServerError.of(text);
        int number = code != null && code.matches("\\d{1,9}") ? Integer.parseInt(code) : said.code();
        throw new ServerError(
                number, said.getMessage().isEmpty() ? "HTTP status " + response.status() : said.getMessage());
    }
}
