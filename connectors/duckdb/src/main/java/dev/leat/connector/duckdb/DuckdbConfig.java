package dev.leat.connector.duckdb;

import java.nio.file.Path;

/**
 * The connector's configuration; {@code spec-schemas/connectors/duckdb.json} describes it and has the defaults.
 *
 * @param path the database file
 * @param memoryLimit how much DuckDB keeps in memory before it spills, in DuckDB's words
 * @param threads how many threads it works with at most
 * @param tempDirectory where it spills to; null for beside the file
 */
public record DuckdbConfig(Path path, String memoryLimit, int threads, Path tempDirectory) {}
