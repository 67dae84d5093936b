package dev.leat.protocol;

import java.util.Locale;

/** An enum whose constants are written in lower case; others are written as they are named. */
public interface Word {
    String name();

    /** The name on the wire. */
    default String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
