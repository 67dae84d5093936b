package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;
import dev.leat.type.Type;
import dev.leat.value.TypeName;

/** A text that is no value of its column's type. */
final class Misfit {
    private Misfit() {}

    static ConnectorException error(String file, long line, String column, Type type, String value) {
        String shown = value.length() > 80 ? value.substring(0, 80) + "…" : value;
        return ConnectorException.data(file + ", line " + line + ", column \"" + column + "\": " + shown + " is no "
                + TypeName.of(type) + ". If the file is right, set the column's type under streams in the configuration"
                + " (\"" + column + "\": \"text\" takes anything), or read more rows to guess it from (infer_rows)");
    }
}
