package dev.leat.bench;

/**
 * One value in the forms it takes on its way.
 *
 * @param copied as PostgreSQL's COPY sends it
 * @param json as it stands in a RECORD line
 * @param loaded as Leat's destination sends it to COPY
 */
public record Cell(String copied, String json, String loaded) {

    static Cell number(Object digits) {
        return new Cell(digits.toString(), digits.toString(), digits.toString());
    }

    /** A number with two digits after the point. */
    static Cell decimal(long hundredths) {
        long cents = hundredths % 100;
        return number(hundredths / 100 + (cents < 10 ? ".0" : ".") + cents);
    }

    /** Text, a date: what needs no escapes. */
    static Cell plain(String text) {
        return new Cell(text, '"' + text + '"', text);
    }

    /** Text whose line ends, tabs, backslashes and quotes are escaped. */
    static Cell text(String text) {
        String copied = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
        return new Cell(copied, '"' + copied.replace("\"", "\\\"") + '"', copied);
    }

    static Cell instant(String date, String time) {
        return new Cell(date + ' ' + time + "+00", '"' + date + 'T' + time + "Z\"", date + 'T' + time + 'Z');
    }
}
