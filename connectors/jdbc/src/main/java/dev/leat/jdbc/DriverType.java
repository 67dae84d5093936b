package dev.leat.jdbc;

/**
 * A column's type as a driver describes it.
 *
 * @param type one of {@link java.sql.Types}
 * @param name the database's own
 * @param size digits or characters
 * @param fraction digits after the point, or of a second
 */
public record DriverType(int type, String name, int size, int fraction) {}
