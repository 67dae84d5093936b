package dev.leat.runner;

import java.util.Locale;

/** What a connector can be asked to do. */
enum Verb {
    SPEC,
    CHECK,
    DISCOVER,
    RID,
    READ,
    WRITE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether rows flow, for as long as it takes; the others give one answer and end. */
    boolean movesRows() {
        return this == READ || this == WRITE;
    }
}
