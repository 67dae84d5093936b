package dev.leat.connector.postgres;

/** The text forms PostgreSQL gives its values, as far as they differ in how they become JSON. */
enum Form {
    /** Digits, or the name of a value that JSON has no number for. */
    NUMBER,
    /** {@code t} or {@code f}. */
    BOOL,
    /** ASCII that stands for itself between quotes. */
    PLAIN,
    DATE,
    TIMESTAMP,
    /** A timestamp with time zone, in a session whose zone is UTC. */
    INSTANT,
    ZONED_TIME,
    /** Two hexadecimal digits a byte, after {@code \x}. */
    BYTES,
    JSON,
    ARRAY,
    /** Everything else. */
    TEXT
}
