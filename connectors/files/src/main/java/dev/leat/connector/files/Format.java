package dev.leat.connector.files;

import java.util.Locale;
import java.util.Optional;

/** What is in a file, told by the ending of its name. */
public enum Format {
    CSV(".csv"),
    JSONL(".jsonl", ".ndjson");

    static final String GZIP = ".gz";

    private final String[] endings;

    Format(String... endings) {
        this.endings = endings;
    }

    /** The ending of files that are written. */
    String ending() {
        return endings[0];
    }

    /** The length of the ending of a file name, {@code .gz} included; empty if the name has no ending of this format. */
    Optional<Integer> endingLength(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String plain = lower.endsWith(GZIP) ? lower.substring(0, lower.length() - GZIP.length()) : lower;
        for (String ending : endings) {
            if (plain.endsWith(ending) && plain.length() > ending.length()) {
                return Optional.of(name.length() - plain.length() + ending.length());
            }
        }
        return Optional.empty();
    }
}
