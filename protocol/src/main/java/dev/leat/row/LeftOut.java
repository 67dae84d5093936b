package dev.leat.row;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** The fields of one stream's rows that are no columns of it, which nobody stores: counted, to be told. */
final class LeftOut {
    /** Some sources make names of data; those beyond are only known to be there. */
    private static final int NAMES_MAX = 10;

    private final Map<String, Long> rowsByName = new LinkedHashMap<>();
    private boolean moreNames;
    private long rows;

    /** A field of the row that is being read. */
    void field(String name) {
        if (rowsByName.size() < NAMES_MAX || rowsByName.containsKey(name)) {
            rowsByName.merge(name, 1L, Long::sum);
        } else {
            moreNames = true;
        }
    }

    /** The row had such fields. */
    void row() {
        rows++;
    }

    /** What to say of them; nothing if there were none. */
    Optional<String> told(Object stream) {
        if (rows == 0) {
            return Optional.empty();
        }
        StringJoiner names = new StringJoiner(", ", "", moreNames ? ", …" : "");
        rowsByName.forEach((name, count) -> names.add("\"" + name + "\" in " + count));
        return Optional.of("stream \"" + stream + "\": " + rows + (rows == 1 ? " row" : " rows")
                + " had fields that are no columns of the stream in the catalog, and that were left out: " + names
                + ". Add them to the stream's columns, or have the source leave them out");
    }
}
