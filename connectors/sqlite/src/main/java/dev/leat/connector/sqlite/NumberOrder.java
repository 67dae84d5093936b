package dev.leat.connector.sqlite;

import java.math.BigDecimal;
import org.sqlite.Collation;

/**
 * Orders the texts of numbers by their value, for those that SQLite has no number for. Known to our own connections
 * only: a column that was declared with it could not be read by any other program.
 */
final class NumberOrder extends Collation {
    @Override
    protected int xCompare(String a, String b) {
        try {
            return new BigDecimal(a).compareTo(new BigDecimal(b));
        } catch (NumberFormatException _) {
            // Nothing may be thrown through the engine; that it is no number is said when the row is read.
            return a.compareTo(b);
        }
    }
}
