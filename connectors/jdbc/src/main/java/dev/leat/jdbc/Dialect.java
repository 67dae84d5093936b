package dev.leat.jdbc;

import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Type;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What reading and writing have to know of an engine's SQL. A value; thread-safe.
 *
 * @param identifiers the rules for names
 * @param tableOf the table of a stream. Two streams may be given the same one: a destination refuses the second
 * @param inspector looks into the catalog
 * @param order wraps an expression for a RID of a type so that it is ordered and compared as RIDs are everywhere: text
 *     by its UTF-8 bytes, numbers by their value
 * @param errors sorts the engine's errors
 * @param storage what can be indexed, and how
 */
public record Dialect(
        Identifiers identifiers,
        Function<StreamDescriptor, TableName> tableOf,
        Inspector inspector,
        BiFunction<String, Type, String> order,
        SqlErrors errors,
        Storage storage) {

    /** Of an engine that can index every type, with every expression. */
    public Dialect(
            Identifiers identifiers,
            Function<StreamDescriptor, TableName> tableOf,
            Inspector inspector,
            BiFunction<String, Type, String> order,
            SqlErrors errors) {
        this(identifiers, tableOf, inspector, order, errors, Storage.free(order));
    }

    /** The name of a table as it stands in a statement. */
    public String sql(TableName name) {
        return name.sql(identifiers);
    }
}
