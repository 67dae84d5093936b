package dev.leat.runner;

import java.util.List;
import java.util.Locale;

/** What a connector can be asked to do. */
enum Verb {
    SPEC,
    CHECK,
    CHECK_SOURCE("check", "--side", "source"),
    CHECK_DESTINATION("check", "--side", "destination"),
    DISCOVER,
    RID,
    READ,
    WRITE;

    private final String word;
    private final List<String> flags;

    Verb() {
        this.word = name().toLowerCase(Locale.ROOT);
        this.flags = List.of();
    }

    Verb(String word, String... flags) {
        this.word = word;
        this.flags = List.of(flags);
    }

    String word() {
        return word;
    }

    /** What a connector that is a source and a destination in one is told besides; others would refuse it. */
    List<String> flags() {
        return flags;
    }
}
