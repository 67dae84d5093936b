package dev.leat.connector.anyjdbc;

import dev.leat.jdbc.Storage;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What a database's columns and indexes have room for, as far as it is known.
 *
 * @param firstRow what ends a query of which the first row alone is wanted
 * @param types what columns are made with
 */
record Room(String firstRow, MadeTypes types) implements Storage {
    /** What is short enough for an index nearly everywhere. */
    private static final Type SHORT = new Type.Text(250, false);

    @Override
    public List<Type> kept(List<Type> sent, BitSet indexed) {
        List<Type> kept = new ArrayList<>(sent);
        indexed.stream()
                .filter(column -> sent.get(column).equals(Type.TEXT) && types.textIsLarge())
                .forEach(column -> kept.set(column, SHORT));
        return kept;
    }

    @Override
    public boolean canBeKey(Type type) {
        return !(type instanceof Type.Json) && !(type instanceof Type.Array) && !(type instanceof Type.Bytes);
    }

    /** Not every database has indexes on expressions: that on the column still finds the RIDs of numbers and times. */
    @Override
    public String indexed(String column, Type type) {
        return column;
    }

    @Override
    public boolean recurs() {
        return false;
    }
}
