package dev.leat.runner;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Knows every secret of this run and takes it out of what people get to read. Thread-safe.
 *
 * <p>A driver may print a password as it is, inside JSON or inside a URL: all three spellings are masked.
 */
final class Masking {
    /** A shorter secret would blacken half of every line and protects nothing. */
    static final int SECRET_LENGTH_MIN = 3;

    private static final String MASK = "****";

    // Longest first: a secret that contains another must not leave its tail behind.
    // By hand, for the JDK's own comparators are put together from classes made when they are asked for, at each start.
    private static final Comparator<String> LONGEST_FIRST = (one, other) ->
            one.length() == other.length() ? one.compareTo(other) : Integer.compare(other.length(), one.length());

    private volatile Set<String> secrets = Set.of();

    synchronized void add(String secret) {
        if (secret.strip().length() < SECRET_LENGTH_MIN) {
            return;
        }
        Set<String> more = new TreeSet<>(LONGEST_FIRST);
        more.addAll(secrets);
        more.add(secret);
        more.add(new String(JsonStringEncoder.getInstance().quoteAsCharArray(secret)));
        more.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        // A key file has many lines, and a log shows them one by one.
        secret.lines().map(String::strip).filter(line -> line.length() >= 8).forEach(more::add);
        secrets = more;
    }

    String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }
}
