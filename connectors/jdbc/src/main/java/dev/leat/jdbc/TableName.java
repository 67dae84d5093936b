package dev.leat.jdbc;

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

    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
