package dev.leat.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A database of a {@link ClickHouseServer}, reached through Java's own HTTP client. Thread-safe. */
public record ClickHouseDatabase(String host, int port, String name, String user, String password) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** What a connector's configuration says to reach it. */
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("host", host);
        settings.put("port", port);
        settings.put("database", name);
        settings.put("user", user);
        settings.put("password", password);
        return settings;
    }

    /** Runs statements one after the other; each ends in a semicolon at the end of a line. */
    public void execute(String statements) throws IOException, InterruptedException {
        for (String statement : statements.split(";\\s*(\\n|$)", -1)) {
            if (!statement.isBlank()) {
                query(statement);
            }
        }
    }

    /** Runs one statement; its answer as the server writes it, tab-separated unless the statement says otherwise. */
    public String query(String statement) throws IOException, InterruptedException {
        try (InputStream answer = open(statement)) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Runs one query; its answer as it comes. */
    InputStream open(String statement) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/?database="
                        + URLEncoder.encode(name, StandardCharsets.UTF_8)))
                .header("X-ClickHouse-User", user)
                .header("X-ClickHouse-Key", password)
                .POST(HttpRequest.BodyPublishers.ofString(statement))
                .build();
        HttpResponse<InputStream> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            String said = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
            throw new IOException("ClickHouse refuses " + statement + ": " + said);
        }
        return answer.body();
    }

    /** The first column of an answer, row by row. */
    public List<String> column(String query) throws IOException, InterruptedException {
        return query(query).lines().toList();
    }
}
