package dev.leat.connector.postgres;

import dev.leat.testkit.PostgresDatabase;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Roles of their own for tests that need one whose password counts, or that may not do everything. */
final class Roles {
    static final String PASSWORD = "geheim-'\"\\-ğ";

    /**
     * Puts a line before the others in the server's pg_hba.conf. They are read first: COPY empties the file before it
     * runs its query.
     */
    private static final String DEMAND_PASSWORD = """
            DO $do$ DECLARE
                file text := current_setting('hba_file');
                lines text := 'host all %s all scram-sha-256' || E'\\n' || rtrim(pg_read_file(file), E'\\n');
            BEGIN
                EXECUTE format('COPY (SELECT * FROM string_to_table(%%L, E''\\n'') l WHERE l > '''') TO %%L'
                    ' (FORMAT csv, QUOTE E''\\x01'', DELIMITER E''\\x02'')', lines, file);
            END $do$;
            SELECT pg_reload_conf();
            """;

    private Roles() {}

    /**
     * Makes a role that may log in, with {@link #PASSWORD}, and answers the settings to connect as it. The server of the
     * tests may trust everybody, so it is told to ask this role for its password.
     */
    static Map<String, Object> login(PostgresDatabase database, String role) throws SQLException {
        String name = database.name() + "_" + role;
        database.execute("CREATE ROLE " + name + " LOGIN PASSWORD " + Sql.literal(PASSWORD) + ";"
                + DEMAND_PASSWORD.replace("%s", name).replace("%%", "%"));
        Map<String, Object> settings = new HashMap<>(database.settings());
        settings.put("user", name);
        settings.put("password", PASSWORD);
        return settings;
    }
}
