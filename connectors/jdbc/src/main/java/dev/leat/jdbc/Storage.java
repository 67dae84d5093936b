package dev.leat.jdbc;

import dev.leat.type.Type;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiFunction;

/** What an engine asks of the columns of a table, so that they can stand in one row and in indexes. Thread-safe. */
public interface Storage {
    /**
     * The types that the columns of a table made for a stream are to have: mostly those that are sent. A narrower one,
     * such as a text of limited length, refuses the values that it cannot hold.
     *
     * @param indexed the columns of the key, and the RID
     */
    List<Type> kept(List<Type> sent, BitSet indexed);

    /** Whether a column of the type can be in a key. */
    boolean canBeKey(Type type);

    /** What an index on a RID is made of, from its quoted name and its type. */
    String indexed(String column, Type type);

    /** What ends a query of which the first row alone is wanted. */
    default String firstRow() {
        return "LIMIT 1";
    }

    /** Whether the engine knows queries that recur ({@code WITH RECURSIVE}), as most do. */
    default boolean recurs() {
        return true;
    }

    /** Of an engine that can index every type, with every expression. */
    static Storage free(BiFunction<String, Type, String> order) {
        return new Storage() {
            @Override
            public List<Type> kept(List<Type> sent, BitSet indexed) {
                return sent;
            }

            @Override
            public boolean canBeKey(Type type) {
                return true;
            }

            @Override
            public String indexed(String column, Type type) {
                boolean isText = type instanceof Type.Text || type instanceof Type.Enumeration;
                return isText ? order.apply(column, type) : column;
            }
        };
    }
}
