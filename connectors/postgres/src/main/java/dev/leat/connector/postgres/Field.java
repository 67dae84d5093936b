package dev.leat.connector.postgres;

import dev.leat.row.Bytes;

/**
 * Takes one field out of a row of COPY's text format and writes it as JSON. The row ends in a line feed, its array at
 * least seven bytes later, for fields are read eight bytes at a time. One per column, chosen before the first row; not
 * thread-safe. Allocates nothing per value.
 */
interface Field {
    /**
     * @param at the field's first byte; it is not {@code \N}
     * @param out where the value's JSON goes
     * @return the index of the tab or line feed that ends the field
     */
    int put(byte[] row, int at, Bytes out);

    /** The field of a column whose values are read as {@code type}. */
    static Field of(PgType type, PostgresConfig.Infinity infinity) {
        return switch (type.form()) {
            case NUMBER -> PlainField::number;
            case BOOL -> PlainField::bool;
            case PLAIN, DATE, TIMESTAMP, INSTANT, ZONED_TIME -> PlainField.quoted(Ending.of(type.form(), infinity));
            case BYTES -> bytes(Values.of(type, infinity));
            case JSON, ARRAY -> new EscapedField(Values.of(type, infinity));
            case TEXT -> TextField::put;
        };
    }

    /** Bytes begin with a backslash, which COPY doubles, and hold no other. */
    private static Field bytes(Value value) {
        return (row, at, out) -> {
            int end = end(row, at);
            value.put(row, at + 1, end, out);
            return end;
        };
    }

    /** The index of the tab or line feed that ends the field; inside it COPY escapes both. */
    static int end(byte[] row, int at) {
        int i = at;
        while (row[i] != '\t' && row[i] != '\n') {
            i++;
        }
        return i;
    }
}
