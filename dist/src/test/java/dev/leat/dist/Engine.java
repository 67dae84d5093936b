package dev.leat.dist;

import dev.leat.testkit.FileTables;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.PostgresTables;
import dev.leat.testkit.SqliteTables;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Locale;

/** The systems that tests of the whole product carry rows between. */
enum Engine {
    POSTGRES("postgres", true) {
        @Override
        Place place(Path folder) throws Exception {
            return of(PostgresServer.database(Engine.class));
        }
    },
    SQLITE("sqlite", true) {
        @Override
        Place place(Path folder) {
            Path file = folder.resolve("database.sqlite");
            return new Place(
                    "{ connector: sqlite, config: { path: \"" + file + "\" } }",
                    new SqliteTables(file),
                    null,
                    sql -> {
                        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                                Statement statement = connection.createStatement()) {
                            statement.execute(sql);
                        }
                    },
                    "INTEGER");
        }
    },
    JSON_LINES("files (JSON lines)", false) {
        @Override
        Place place(Path folder) {
            return files(folder, "jsonl", FileTables.jsonLines(folder));
        }
    },
    CSV("files (CSV)", false) {
        @Override
        Place place(Path folder) {
            return files(folder, "csv", FileTables.csv(folder, ',', ""));
        }
    };

    private final String title;
    private final boolean hasTypes;

    Engine(String title, boolean hasTypes) {
        this.title = title;
        this.hasTypes = hasTypes;
    }

    /** What documents call it. */
    String title() {
        return title;
    }

    /** Its name in names of files. */
    String file() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its columns have types of its own, so that {@code types/NAME.txt} lists them. */
    boolean hasTypes() {
        return hasTypes;
    }

    /** Whether it takes incremental streams of more than one kind of RID. */
    boolean appends() {
        return this != CSV && this != JSON_LINES;
    }

    /** Whether it takes full refreshes. */
    boolean replaces() {
        return true;
    }

    /** A new, empty place; files go into the folder. */
    abstract Place place(Path folder) throws Exception;

    /** A PostgreSQL database. */
    static Place of(PostgresDatabase database) {
        String connection = "{ connector: postgres, config: { host: \"" + database.host() + "\", port: "
                + database.port() + ", database: " + database.name() + ", user: " + database.user()
                + ", password: \"" + database.password() + "\" } }";
        return new Place(connection, new PostgresTables(database), "public", database::execute, "int");
    }

    private static Place files(Path folder, String format, FileTables tables) {
        String connection = "{ connector: files, config: { path: \"" + folder + "\", format: " + format + " } }";
        return new Place(connection, tables, null, null, null);
    }
}
