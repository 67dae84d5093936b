package dev.leat.connector.mysql;

import dev.leat.jdbc.Identifiers;
import dev.leat.jdbc.TableName;
import java.util.Collection;
import java.util.stream.Collectors;

/** Names and values as they stand in a statement. */
final class SqlText {
    /** Names are counted in characters. Those of columns never differ by capitals alone. */
    static final Identifiers IDENTIFIERS = new Identifiers('`', 64, Identifiers.Alphabet.PLANE_CHARACTERS, false);

    private SqlText() {}

    static String name(String name) {
        return IDENTIFIERS.quoted(name);
    }

    static String table(TableName table) {
        return table.sql(IDENTIFIERS);
    }

    /** A text; in every session of ours a backslash escapes. */
    static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\0", "\\0") + "'";
    }

    static String literals(Collection<String> texts) {
        return texts.stream().map(SqlText::literal).collect(Collectors.joining(", "));
    }
}
