package dev.leat.runner;

/**
 * A place a setting came from: a line of a file, or an override.
 *
 * @param origin a file's name as the user wrote it, {@code --set a.b} or an environment variable's name
 * @param line from 1; 0 when the origin has no lines
 */
record Where(String origin, int line, int column) {
    static Where override(String origin) {
        return new Where(origin, 0, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? origin : origin + ":" + line + ":" + column;
    }
}
