package dev.leat.connector.postgres;

import dev.leat.type.Type;

/**
 * A type as PostgreSQL knows it, domains resolved to what they are made of.
 *
 * @param oid the type's object id; fixed for the built-in ones ({@link Oid})
 * @param sqlName its name with schema, quoted and without modifier, to cast to
 * @param type what it is on the wire
 * @param element of an array; else null
 * @param delimiter between the elements of an array of this type
 */
record PgType(long oid, String sqlName, Form form, Type type, PgType element, char delimiter) {

    /** Object ids of built-in types, the same in every installation. */
    static final class Oid {
        static final int BOOL = 16;
        static final int BYTEA = 17;
        static final int NAME = 19;
        static final int INT8 = 20;
        static final int INT2 = 21;
        static final int INT4 = 23;
        static final int TEXT = 25;
        static final int JSON = 114;
        static final int FLOAT4 = 700;
        static final int FLOAT8 = 701;
        static final int BPCHAR = 1042;
        static final int VARCHAR = 1043;
        static final int DATE = 1082;
        static final int TIME = 1083;
        static final int TIMESTAMP = 1114;
        static final int TIMESTAMPTZ = 1184;
        static final int TIMETZ = 1266;
        static final int NUMERIC = 1700;
        static final int UUID = 2950;
        static final int JSONB = 3802;
        static final int XID8 = 5069;

        private Oid() {}
    }

    boolean isInteger() {
        return oid == Oid.INT2 || oid == Oid.INT4 || oid == Oid.INT8;
    }

    boolean isTimestamp() {
        return oid == Oid.TIMESTAMP || oid == Oid.TIMESTAMPTZ;
    }

    /** Whether its values sort by a collation. */
    boolean isCollated() {
        return oid == Oid.TEXT || oid == Oid.VARCHAR || oid == Oid.BPCHAR || oid == Oid.NAME;
    }
}
