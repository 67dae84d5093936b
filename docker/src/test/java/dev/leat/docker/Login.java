package dev.leat.docker;

import dev.leat.testkit.PostgresDatabase;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A role of its own for a database of the tests: its password is no word that an error may say, as a user's name is. */
final class Login {
    private static final String PASSWORD = "geheim-\"\\-ğ";

    private Login() {}

    static Map<String, Object> to(PostgresDatabase database) throws SQLException {
        String name = database.name() + "_leat";
        database.execute("CREATE ROLE " + name + " SUPERUSER LOGIN PASSWORD '" + PASSWORD + "'");
        Map<String, Object> settings = new HashMap<>(database.settings());
        settings.put("user", name);
        settings.put("password", PASSWORD);
        return settings;
    }
}
