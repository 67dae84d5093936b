package dev.leat.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers requests as ClickHouse's HTTP interface does: the statement in the URL or the body, settings in the URL, rows of
 * an INSERT in the body, errors as text with their code in a header, one running query per query id.
 *
 * <p>The user {@code default} has the password {@code secret} and may do everything; {@code limited} has none and may
 * read, and nothing else. The engine as a library knows no users of its own.
 */
final class ChdbHttp implements HttpHandler {
    static final String PASSWORD = "secret";

    private static final Set<String> OWN_PARAMETERS =
            Set.of("query", "database", "query_id", "default_format", "user", "password", "wait_end_of_query");
    private static final Set<String> SERVER_SETTINGS =
            Set.of("cancel_http_readonly_queries_on_client_close", "send_progress_in_http_headers");
    private static final Pattern FORMAT = Pattern.compile("\\s+FORMAT\\s+(\\w+)\\s*$");
    private static final Pattern READS = Pattern.compile("(?is)\\s*(/\\*.*?\\*/\\s*)?(SELECT|WITH)\\b.*");
    private static final Pattern INSERTS = Pattern.compile("(?is)\\s*INSERT\\s+INTO\\b.*");
    private static final Pattern CODE = Pattern.compile("Code: (\\d+)");

    private final Chdb engine;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    ChdbHttp(Chdb engine) {
        this.engine = engine;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        answer(exchange);
        // What throws ends the connection instead, without the end of an answer that has begun.
        exchange.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> parameters = parameters(exchange.getRequestURI().getRawQuery());
        String user = exchange.getRequestHeaders().getFirst("X-ClickHouse-User");
        String password = exchange.getRequestHeaders().getFirst("X-ClickHouse-Key");
        boolean known = "default".equals(user) && PASSWORD.equals(password) || "limited".equals(user);
        if (!known) {
            fail(
                    exchange,
                    "Code: 516. DB::Exception: " + user + ": Authentication failed: password is incorrect, or"
                            + " there is no user with such name. (AUTHENTICATION_FAILED)");
            return;
        }
        String id = parameters.getOrDefault("query_id", "");
        if (!id.isEmpty() && !running.add(id)) {
            fail(
                    exchange,
                    "Code: 216. DB::Exception: Query with id = " + id + " is already running."
                            + " (QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING)");
            return;
        }
        try (Chdb.Connection connection = engine.connection()) {
            run(exchange, connection, parameters, user);
        } catch (Chdb.EngineException e) {
            fail(exchange, e.getMessage());
        } finally {
            running.remove(id);
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.put(
                    URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static void run(
            HttpExchange exchange, Chdb.Connection connection, Map<String, String> parameters, String user)
            throws IOException, Chdb.EngineException {
        settings(connection, parameters);
        String statement = parameters.get("query");
        if (statement == null) {
            statement = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        }
        Matcher suffix = FORMAT.matcher(statement);
        String format = suffix.find() ? suffix.group(1) : parameters.getOrDefault("default_format", "TabSeparated");
        String bare = suffix.reset().replaceFirst("");
        if (READS.matcher(bare).matches()) {
            stream(exchange, connection, bare, format);
            return;
        }
        permit(user, bare);
        if (parameters.containsKey("query") && INSERTS.matcher(bare).matches()) {
            try (InputStream body = exchange.getRequestBody()) {
                connection.insert(bare, format, body);
            }
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        // Behind values that stand in the statement, a format would be taken for one of them.
        byte[] answer = connection.query(bare, INSERTS.matcher(bare).matches() ? "Null" : format);
        exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        if (answer.length > 0) {
            exchange.getResponseBody().write(answer);
        }
    }

    private static void settings(Chdb.Connection connection, Map<String, String> parameters)
            throws Chdb.EngineException {
        String database = parameters.getOrDefault("database", "default");
        connection.query("USE `" + database.replace("\\", "\\\\").replace("`", "\\`") + "`", "Null");
        // One statement for all of them: each costs the library about as much as a small query.
        StringJoiner settings = new StringJoiner(", ", "SET ", "").setEmptyValue("");
        parameters.forEach((name, value) -> {
            if (!OWN_PARAMETERS.contains(name) && !SERVER_SETTINGS.contains(name)) {
                settings.add(name + " = '" + value.replace("'", "\\'") + "'");
            }
        });
        if (settings.length() > 0) {
            connection.query(settings.toString(), "Null");
        }
    }

    /** In a server's words. */
    private static void permit(String user, String statement) throws Chdb.EngineException {
        if (user.equals("limited")) {
            throw new Chdb.EngineException("Code: 497. DB::Exception: limited: Not enough privileges. To execute this"
                    + " query, it's necessary to have the grant "
                    + statement.strip().split("\\s", 2)[0].toUpperCase(java.util.Locale.ROOT) + " TABLE ON *.*."
                    + " (ACCESS_DENIED)");
        }
    }

    private static void stream(HttpExchange exchange, Chdb.Connection connection, String statement, String format)
            throws IOException, Chdb.EngineException {
        OutputStream[] out = new OutputStream[1];
        try {
            connection.stream(statement, format, piece -> {
                if (out[0] == null) {
                    exchange.sendResponseHeaders(200, 0);
                    out[0] = exchange.getResponseBody();
                }
                out[0].write(piece);
                out[0].flush();
            });
        } catch (Chdb.EngineException e) {
            if (out[0] == null) {
                throw e;
            }
            out[0].write(("\n__exception__\n" + e.getMessage()).getBytes(StandardCharsets.UTF_8));
            out[0].flush();
            // Without the last chunk, so that the answer has no end.
            throw new IOException("the query failed half-way", e);
        }
        if (out[0] == null) {
            exchange.sendResponseHeaders(200, -1);
        } else {
            out[0].close();
        }
    }

    private static void fail(HttpExchange exchange, String message) throws IOException {
        Matcher code = CODE.matcher(message);
        String number = code.find() ? code.group(1) : "1002";
        int status = switch (number) {
            case "516" -> 403;
            case "60", "81" -> 404;
            case "62" -> 400;
            default -> 500;
        };
        byte[] text = (message + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("X-ClickHouse-Exception-Code", number);
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
    }
}
