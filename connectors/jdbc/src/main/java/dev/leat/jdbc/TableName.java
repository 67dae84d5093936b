package dev.leat.jdbc;

import java.util.Objects;

/**
 * Names a table or view.
 *
 * @param schema the schema it is in; null where there are none
 */
public record TableName(String schema, String name) {

    /** The name as it stands in a statement. */
    public String sql(Identifiers identifiers) {
        return schema == null ? identifiers.quoted(name) : identifiers.schema(schema) + "." + identifiers.quoted(name);
    }

    /** Another table in the same schema. */
    public TableName beside(String name) {
        return new TableName(schema, name);
    }

    // A record's own are put together when first called, from classes made for them, which takes longer than a whole
    // question to the database.

    @Override
    public boolean equals(Object other) {
        return other instanceof TableName that && name.equals(that.name) && Objects.equals(schema, that.schema);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Objects.hashCode(schema);
    }

    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
