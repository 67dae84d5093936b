package dev.leat.connector.sqlite;

import java.nio.file.Path;

/**
 * The connector's configuration; {@code spec-schemas/connectors/sqlite.json} describes it.
 *
 * @param path the database file
 */
public record SqliteConfig(Path path) {}
