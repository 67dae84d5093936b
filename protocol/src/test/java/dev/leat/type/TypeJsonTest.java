package dev.leat.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TypeJsonTest {
    static List<Type> types() {
        return List.of(
                Type.BOOL,
                new Type.Int(8, true),
                Type.INT64,
                Type.Decimal.ANY,
                Type.Decimal.INTEGER,
                new Type.Decimal(15, 2),
                new Type.Decimal(5, 0),
                Type.FLOAT32,
                Type.FLOAT64,
                Type.TEXT,
                new Type.Text(10, true),
                new Type.Enumeration(List.of("a", "b")),
                Type.BYTES,
                Type.DATE,
                new Type.Time(3, false),
                new Type.Time(6, true),
                new Type.Timestamp(0, false),
                new Type.Timestamp(9, true),
                Type.UUID,
                Type.JSON,
                new Type.Array(new Type.Array(new Type.Decimal(4, 1))));
    }

    @ParameterizedTest
    @MethodSource("types")
    void aTypeComesBackAsItWas(Type type) {
        Column column = new Column("c", type, true);
        assertThat(TypeJson.fromSchema("c", TypeJson.toSchema(column))).isEqualTo(column);
    }

    @Test
    void requiredColumnsComeBackRequired() {
        Column column = Column.required("c", Type.INT32);
        assertThat(TypeJson.fromSchema("c", TypeJson.toSchema(column))).isEqualTo(column);
    }

    @Test
    void elementsMayBeNull() {
        Column column = Column.required("c", new Type.Array(new Type.Array(Type.DATE)));
        assertThat(TypeJson.toSchema(column).path("items").toString())
                .isEqualTo(
                        "{\"type\":[\"null\",\"array\"],\"items\":{\"type\":[\"null\",\"string\"],\"format\":\"date\","
                                + "\"leat\":{\"type\":\"date\"}},\"leat\":{\"type\":\"array\",\"element\":{\"type\":\"date\"}}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'string'} | Text[lengthMax=0, padded=false]",
                "{'type':['null','integer']} | Decimal[precision=0, scale=0]",
                "{'type':'number','airbyte_type':'integer'} | Decimal[precision=0, scale=0]",
                "{'type':'number'} | Decimal[precision=0, scale=-1]",
                "{'type':'string','format':'date-time'} | Timestamp[fraction=6, zoned=true]",
                "{'type':'string','format':'date-time','airbyte_type':'timestamp_without_timezone'} | Timestamp[fraction=6, zoned=false]",
                "{'type':'string','format':'time','airbyte_type':'time_with_timezone'} | Time[fraction=6, zoned=true]",
                "{'type':'string','format':'date'} | Date[]",
                "{'type':'string','contentEncoding':'base64'} | Bytes[]",
                "{'type':'array','items':{'type':'boolean'}} | Array[element=Bool[]]",
                "{'type':'array','items':{'type':['null','boolean']}} | Array[element=Bool[]]",
                "{'type':['string','integer']} | Json[]",
                "{'oneOf':[{'type':'string'}]} | Json[]",
                "{'type':'object'} | Json[]",
                "{} | Json[]"
            })
    void readsForeignSchemas(String schema, String type) {
        assertThat(TypeJson.fromSchema("c", Json.parse(schema.replace('\'', '"')))
                        .type())
                .hasToString(type);
    }
}
