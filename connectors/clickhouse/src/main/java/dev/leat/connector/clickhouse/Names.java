package dev.leat.connector.clickhouse;

import dev.leat.jdbc.Identifiers;
import dev.leat.jdbc.TableName;
import dev.leat.protocol.ConnectorException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Names and texts as they stand in a statement: a backslash escapes there, in names too. */
final class Names {
    /**
     * A table is a file name, in which each byte but letters, digits and underscores takes three; of the file system's
     * 255, ClickHouse wants some for its own suffixes.
     */
    private static final int FILE_NAME_BYTES_MAX = 190;

    private static final int HASH_LENGTH = "_01234567".length();

    /** Only for its hashes; quoting and cutting are done here. */
    private static final Identifiers HASHED = new Identifiers('`', 100, true);

    private Names() {}

    static String quoted(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw ConnectorException.config("a table or column cannot be named \"" + name.replace("\0", "\\0")
                    + "\"; give it a name that is not empty and has no NUL");
        }
        return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }

    static String quoted(TableName table) {
        return quoted(table.schema()) + "." + quoted(table.name());
    }

    static String list(List<String> names) {
        return names.stream().map(Names::quoted).collect(Collectors.joining(", "));
    }

    static String text(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** The name of a stream's table: its own, or, where that would be too long for a file, cut and ended with a hash. */
    static String table(String name) {
        if (fileNameLength(name) <= FILE_NAME_BYTES_MAX) {
            return name;
        }
        String cut = name;
        while (fileNameLength(cut) > FILE_NAME_BYTES_MAX - HASH_LENGTH) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        String hashed = HASHED.derived(name, "");
        return cut + hashed.substring(hashed.length() - HASH_LENGTH);
    }

    private static int fileNameLength(String name) {
        int length = 0;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_';
            length += plain ? 1 : 3;
        }
        return length;
    }

    /** What all work tables of a target have at their ends, whichever run made them. */
    static String stagingEnd(TableName target) {
        String derived = HASHED.derived(target.name(), "_leat_new");
        return derived.substring(derived.length() - "_leat_new".length() - HASH_LENGTH);
    }

    /**
     * A work table of one run. Its own in each run: a run that was taken for dead must not find, under the name it knows,
     * what another one has loaded.
     */
    static TableName staging(TableName target, String run) {
        StringBuilder start = new StringBuilder();
        for (int i = 0; i < target.name().length() && start.length() < 40; i++) {
            char c = target.name().charAt(i);
            start.append(c < 0x80 && Character.isLetterOrDigit(c) ? c : '_');
        }
        return target.beside(start + "_" + run + stagingEnd(target));
    }
}
