package dev.leat.runner;

import dev.leat.protocol.Json;
import dev.leat.protocol.Message.Log.Level;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Lines for people, on stderr, without secrets. Thread-safe: one line is never torn by another, and the progress bars at
 * the bottom of a terminal stay at the bottom.
 */
final class Log {
    /** How a line is written. */
    enum Format {
        TEXT,
        JSON
    }

    private final PrintStream err;
    private final Format format;
    private final Masking masking;
    private final Level least;
    private int barLines;
    private List<String> bars = List.of();

    /** @param least of lines that are worth less nothing is shown */
    Log(PrintStream err, Format format, Level least, Masking masking) {
        this.err = err;
        this.least = least;
        this.format = format;
        this.masking = masking;
    }

    Masking masking() {
        return masking;
    }

    void info(String from, String text) {
        write(Level.INFO, from, text);
    }

    void warn(String from, String text) {
        write(Level.WARN, from, text);
    }

    void error(String from, String text) {
        write(Level.ERROR, from, text);
    }

    /** Writes a line; {@code from} says whose it is: {@code leat}, {@code source shop}, {@code destination lake}. */
    void write(Level level, String from, String text) {
        Level known = level == null ? Level.INFO : level;
        if (known.compareTo(least) > 0) {
            return;
        }
        String masked = masking.mask(text == null ? "" : text);
        String line;
        if (format == Format.JSON) {
            line = Json.object()
                    .put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                    .put("level", known.name())
                    .put("from", from)
                    .put("message", masked)
                    .toString();
        } else {
            line = LocalTime.now().truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_LOCAL_TIME)
                    + (known == Level.INFO ? "  " : "  " + known + "  ") + from + ": " + masked;
        }
        plain(line);
    }

    /** Tells why a command was refused. */
    void refusal(String text) {
        if (format == Format.JSON) {
            error("leat", text);
        } else {
            plain(text);
        }
    }

    /** Writes text as it is, for tables and help. */
    synchronized void plain(String text) {
        eraseBars();
        err.println(masking.mask(text));
        drawBars();
    }

    /** Replaces the lines that stay at the bottom of the terminal. */
    synchronized void bars(List<String> lines) {
        eraseBars();
        bars = lines;
        drawBars();
    }

    private void eraseBars() {
        for (int i = 0; i < barLines; i++) {
            err.print("\u001b[1A\u001b[2K");
        }
        barLines = 0;
    }

    private void drawBars() {
        bars.forEach(err::println);
        barLines = bars.size();
        err.flush();
    }
}
