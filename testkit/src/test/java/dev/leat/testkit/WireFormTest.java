package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.type.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WireFormTest {
    @Test
    void otherFormsAreSeen() {
        Map<Type, List<String>> wrong = Map.ofEntries(
                Map.entry(Type.BOOL, List.of("1", "\"true\"")),
                Map.entry(Type.INT16, List.of("32768", "-32769", "1.0", "\"1\"", "1e2")),
                Map.entry(new Type.Int(8, true), List.of("-1", "256")),
                Map.entry(new Type.Decimal(5, 2), List.of("1.234", "1000.00", "\"1.20\"", "1e10", "\"nan\"")),
                Map.entry(Type.Decimal.INTEGER, List.of("1.0", "1e3")),
                Map.entry(Type.FLOAT32, List.of("0.10000000149011612", "1e39", "\"inf\"")),
                Map.entry(Type.FLOAT64, List.of("0.1000000000000000055511151231257827", "1e400", "true")),
                Map.entry(new Type.Text(2, false), List.of("\"abc\"", "1")),
                Map.entry(Type.BYTES, List.of("\"AA\"", "\"AA=\"", "\"_w==\"", "1")),
                Map.entry(
                        Type.DATE, List.of("\"2026-2-3\"", "\"2026-02-30\"", "\"0000-01-01\"", "\"2026-01-01T00:00\"")),
                Map.entry(new Type.Time(3, false), List.of("\"10:00\"", "\"10:00:00Z\"", "\"10:00:00.1234\"")),
                Map.entry(new Type.Time(3, true), List.of("\"10:00:00\"", "\"10:00:00+02\"")),
                Map.entry(
                        new Type.Timestamp(6, true),
                        List.of(
                                "\"2026-11-20T10:00:00\"",
                                "\"2026-11-20 10:00:00Z\"",
                                "\"2026-11-20T10:00:00+00:00\"",
                                "\"2026-11-20T10:00:00 BC\"")),
                Map.entry(
                        new Type.Timestamp(0, false), List.of("\"2026-11-20T10:00:00Z\"", "\"2026-11-20T10:00:00.5\"")),
                Map.entry(
                        Type.UUID,
                        List.of("\"A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11\"", "\"a0eebc999c0b4ef8bb6d6bb9bd380a11\"")),
                Map.entry(new Type.Array(Type.INT16), List.of("1", "[\"1\"]", "[70000]", "{}")));
        wrong.forEach((type, values) -> values.forEach(value -> assertThat(WireForm.problem(type, Json.parse(value)))
                .as("%s as %s", value, type)
                .isNotNull()));
    }
}
