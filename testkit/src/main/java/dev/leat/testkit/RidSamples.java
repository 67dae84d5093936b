package dev.leat.testkit;

import dev.leat.type.Type;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Types that serve as RID, each with values in their order.
 *
 * @param values where order is easily got wrong: numbers of different length, fractions, bytes above ASCII
 */
record RidSamples(Type type, List<JsonNode> values) {
    static List<RidSamples> all() {
        return List.of(
                of(Type.INT64, "-5", "9", "10", "9007199254740993"),
                of(new Type.Int(64, true), "9", "10", "9223372036854775807"),
                of(
                        new Type.Decimal(38, 10),
                        "-0.5000000000",
                        "9.0000000000",
                        "10.0000000001",
                        "1234567890123456789.0123456789"),
                of(Type.Decimal.INTEGER, "9", "10", "170141183460469231731687303715884105728"),
                of(Type.FLOAT64, "-1.5", "0.1", "1.0E10"),
                of(Type.DATE, "\"2026-01-31\"", "\"2026-02-01\""),
                of(
                        new Type.Timestamp(6, false),
                        "\"2026-11-20T13:45:00\"",
                        "\"2026-11-20T13:45:00.1\"",
                        "\"2026-11-20T13:45:00.123456\""),
                of(
                        new Type.Timestamp(6, true),
                        "\"2026-03-29T00:59:59.999999Z\"",
                        "\"2026-03-29T01:00:00Z\"",
                        "\"2026-03-29T01:00:00.000001Z\""),
                of(Type.UUID, "\"0190b2c4-7d1e-7abc-8def-0123456789ab\"", "\"ffffffff-ffff-ffff-ffff-fffffffffffe\""),
                of(Type.TEXT, "\"10\"", "\"9\"", "\"B\"", "\"a\"", "\"ä\"", "\"\uffee\"", "\"😀\""));
    }

    private static RidSamples of(Type type, String... values) {
        return new RidSamples(type, Extremes.parsed(values));
    }
}
