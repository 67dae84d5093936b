package dev.leat.connector.anyjdbc;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The connector's configuration; {@code spec-schemas/connectors/jdbc.json} describes it and has the defaults. */
public record JdbcConfig(
        String url,
        List<Path> driverJars,
        String driverClass,
        String user,
        String password,
        Map<String, String> properties,
        List<String> schemas,
        int fetchSize,
        String textRids,
        String firstRow) {

    public JdbcConfig {
        driverJars = List.copyOf(driverJars);
        properties = properties == null ? Map.of() : Map.copyOf(properties);
        schemas = schemas == null ? List.of() : List.copyOf(schemas);
    }

    /** What text is ordered by, with {} for the column; empty if nothing is known of it. */
    String textOrder() {
        return switch (textRids) {
            case "refuse" -> "";
            case "binary" -> "{}";
            default -> textRids;
        };
    }

    /** The URL for messages: without what follows the address, which may hold a password. */
    String where() {
        int end = 0;
        while (end < url.length() && "?;&@".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return url.substring(0, end);
    }

    /** The properties, with the user and his password among them. */
    Properties login() {
        Properties login = new Properties();
        login.putAll(properties);
        if (user != null) {
            login.setProperty("user", user);
        }
        if (password != null) {
            login.setProperty("password", password);
        }
        return login;
    }

    @Override
    public String toString() {
        return "JdbcConfig[" + user + " at " + where() + "]";
    }
}
