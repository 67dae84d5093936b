package dev.leat.runner;

import dev.leat.config.SchemaView;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A system named in one line, as {@code leat init} takes it: {@code postgres://reader@db.internal:5432/shop?schemas=a},
 * {@code sqlite:shop.sqlite}, {@code sample:}.
 *
 * <p>What the parts mean is the connector's to say: its config schema carries {@code "x-leat-url"}, an object that names
 * the property for each part it knows ({@code host}, {@code port}, {@code user}, {@code password}, {@code path}) and, as
 * {@code schemes}, the schemes it goes by besides its own name. Query parameters are properties by their own names.
 */
record ConnectionUrl(String scheme, Map<String, String> parts, Map<String, String> query) {
    static final String ANNOTATION = "x-leat-url";

    private static final Pattern FORM =
            Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/]*))?@)?"
                    + "(?<host>\\[[^\\]]*]|[^:/?]*)(?::(?<port>\\d+))?)?(?<path>[^?]*)(?:\\?(?<query>.*))?");

    static ConnectionUrl parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw ConnectorException.config("this is no URL of a system: write one such as"
                    + " postgres://user@host/database, sqlite:file.sqlite, files:folder or sample:");
        }
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : new String[] {"host", "port", "user", "password", "path"}) {
            String value = matcher.group(part);
            if (value != null && !value.isEmpty()) {
                parts.put(part, decoded(value));
            }
        }
        // Behind a host the slash separates; without one it is part of the path.
        if (parts.containsKey("host") && parts.containsKey("path")) {
            String path = parts.get("path").substring(1);
            parts.put("path", path);
            parts.values().removeIf(String::isEmpty);
        }
        return new ConnectionUrl(matcher.group("scheme"), parts, query(matcher.group("query")));
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : text == null || text.isEmpty() ? new String[0] : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            query.put(decoded(name), equals < 0 ? "true" : decoded(pair.substring(equals + 1)));
        }
        return query;
    }

    private static String decoded(String text) {
        // A plus is a plus: form encoding does not apply to the parts before the query, and passwords like pluses.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Whether a connector goes by the URL's scheme. */
    boolean names(String connector, JsonNode schema) {
        if (connector.equals(scheme)) {
            return true;
        }
        for (JsonNode other : schema.path(ANNOTATION).path("schemes")) {
            if (other.asString("").equals(scheme)) {
                return true;
            }
        }
        return false;
    }

    /** The connector's configuration that the URL stands for. */
    ObjectNode config(ObjectNode schema) {
        ObjectNode config = Json.object();
        JsonNode meaning = schema.path(ANNOTATION);
        parts.forEach((part, value) -> {
            String property =
                    meaning.path(part).asString(schema.path("properties").has(part) ? part : "");
            if (property.isEmpty()) {
                // The value is not shown: it may be a password.
                throw ConnectorException.config("a " + scheme + ": URL has no " + part + "; leave it out");
            }
            config.set(property, typed(value, SchemaView.of(schema).child(property)));
        });
        query.forEach((name, value) ->
                config.set(name, typed(value, SchemaView.of(schema).child(name))));
        return config;
    }

    private static JsonNode typed(String value, SchemaView schema) {
        if (schema.allows("array")) {
            var list = Json.array();
            for (String item : value.split(",", -1)) {
                list.add(item);
            }
            return list;
        }
        boolean text = schema.parts().isEmpty() || schema.allows("string");
        return text ? Json.NODES.stringNode(value) : YamlFile.value(value, value);
    }
}
