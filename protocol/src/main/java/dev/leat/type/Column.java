package dev.leat.type;

import java.util.Objects;

/** A column of a stream. */
public record Column(String name, Type type, boolean nullable) {
    public Column {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
    }

    public static Column of(String name, Type type) {
        return new Column(name, type, true);
    }

    public static Column required(String name, Type type) {
        return new Column(name, type, false);
    }
}
