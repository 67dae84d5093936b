package dev.leat.connector.mysql;

import dev.leat.connector.mysql.encode.Encoders;
import dev.leat.jdbc.Fit;
import dev.leat.jdbc.Table;
import dev.leat.protocol.ConnectorException;
import dev.leat.type.Type;
import java.util.Set;

/**
 * How a column is read.
 *
 * @param expression what is selected for it
 * @param reader what becomes of the server's text
 */
record Projection(String expression, FieldReader reader) {
    private static final Set<String> SHAPES = Set.of(
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geometrycollection",
            "geomcollection");
    private static final byte[] INSTANT = {'Z'};
    private static final byte[] NAIVE = {};

    /** What a column's values are, as the configuration has them read. */
    static Type type(String declared, MysqlConfig config) {
        Type type = DeclaredTypes.of(declared);
        boolean tiny = declared.equals("tinyint(1)");
        return switch (type) {
            case Type.Int _ when tiny && config.tinyint1() == MysqlConfig.Tinyint1.BOOL -> Type.BOOL;
            case Type.Time _ when config.times() == MysqlConfig.Times.TEXT -> Type.TEXT;
            default -> type;
        };
    }

    /**
     * How a column of a table is read.
     *
     * @param column of which the type is the stream's
     * @param isRid then no value becomes null
     */
    static Projection of(Table.Column column, MysqlConfig config, Server server, boolean isRid) {
        Type wanted = column.type();
        Type actual = type(column.declared(), config);
        // What the server shows of a FLOAT lacks digits.
        boolean isCut = wanted instanceof Type.Text && actual instanceof Type.Float32;
        if (isCut || !Fit.isSentAs(actual, wanted)) {
            throw ConnectorException.config("the column \"" + column.name() + "\" is of type " + column.declared()
                    + ", but was configured as " + wanted + "; it was changed since: discover the streams again");
        }
        String dataType = Encoders.name(column.declared());
        String name = SqlText.name(column.name());
        MysqlConfig.ZeroDates zero = isRid ? MysqlConfig.ZeroDates.REFUSE : config.zeroDates();
        return switch (actual) {
            case Type.Bool _ -> new Projection(number(dataType, name), asText(wanted, FieldReaders::bool));
            case Type.Float32 _ -> new Projection("(" + name + " + 0e0)", FieldReaders::float32);
            case Type.Int _, Type.Decimal _, Type.Float64 _ ->
                new Projection(number(dataType, name), asText(wanted, FieldReaders::number));
            case Type.Bytes _ -> new Projection(name, FieldReaders::bytes);
            case Type.Json _ -> new Projection(name, asText(wanted, FieldReaders::json));
            case Type.Date _ -> new Projection(name, asText(wanted, FieldReaders.dates(zero)));
            case Type.Time _ -> new Projection(name, asText(wanted, FieldReaders::clock));
            case Type.Timestamp(int _, boolean zoned) ->
                new Projection(name, asText(wanted, FieldReaders.timestamps(zero, zoned ? INSTANT : NAIVE)));
            case Type.Uuid _ -> new Projection(name, FieldReaders::plain);
            case Type.Text _, Type.Enumeration _, Type.Array _ ->
                new Projection(shape(dataType, name, server), FieldReaders::text);
        };
    }

    /** Bits are bytes unless they are asked to be a number. */
    private static String number(String dataType, String name) {
        return dataType.equals("bit") ? "CAST(" + name + " AS UNSIGNED)" : name;
    }

    /** Whatever is configured as text is sent as the server shows it. */
    private static FieldReader asText(Type wanted, FieldReader reader) {
        return wanted instanceof Type.Text ? FieldReaders::text : reader;
    }

    /** Well-known text, with the system it is in, and longitude first, as everybody else has it. */
    private static String shape(String dataType, String name, Server server) {
        if (!SHAPES.contains(dataType)) {
            return name;
        }
        String order = server.mariadb() ? "" : ", 'axis-order=long-lat'";
        return "CONCAT('SRID=', ST_SRID(" + name + "), ';', ST_AsText(" + name + order + "))";
    }
}
