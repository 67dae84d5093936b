package dev.leat.testkit;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Days, times of day and points in time at the edges: epochs, eras, changes of clocks, leap seconds. */
final class ExtremeTimes {
    private static final List<String> INSTANTS = List.of(
            "1970-01-01T00:00:00",
            "2026-11-20T13:45:00.123456",
            "1999-12-31T23:59:59.999999",
            "2000-02-29T12:00:00",
            "1883-11-18T12:03:58",
            "2026-03-29T02:30:00",
            "2038-01-19T03:14:08",
            "1582-10-10T00:00:00",
            "0001-01-01T00:00:00",
            "9999-12-31T23:59:59.999999");

    private ExtremeTimes() {}

    static List<JsonNode> dates() {
        List<String> values = new ArrayList<>();
        INSTANTS.forEach(instant -> values.add(instant.substring(0, 10)));
        values.addAll(List.of("0044-03-15 BC", "0001-12-31 BC", "4713-01-01 BC", "10000-01-01", "294276-12-31"));
        return Extremes.strings(values);
    }

    static List<JsonNode> times(int fraction, boolean zoned) {
        List<String> values = new ArrayList<>();
        for (String time :
                List.of("00:00:00", "13:45:00", "23:59:59", "23:59:59.999999999", "12:00:00.5", "23:59:60")) {
            String cut = cut(time, fraction);
            if (zoned) {
                values.addAll(List.of(cut + "Z", cut + "+14:00", cut + "-11:30"));
            } else {
                values.add(cut);
            }
        }
        return Extremes.strings(values.stream().distinct().toList());
    }

    private static String cut(String time, int fraction) {
        int point = time.indexOf('.');
        if (point < 0) {
            return time;
        }
        return fraction == 0
                ? time.substring(0, point)
                : time.substring(0, Math.min(time.length(), point + 1 + fraction));
    }

    static List<JsonNode> timestamps(int fraction, boolean zoned) {
        List<String> values = new ArrayList<>();
        for (String instant : INSTANTS) {
            values.add(cut(instant, fraction) + (zoned ? "Z" : ""));
        }
        if (fraction > 6) {
            values.add("2026-11-20T13:45:00.123456789" + (zoned ? "Z" : ""));
        }
        values.add("0044-03-15T12:00:00" + (zoned ? "Z" : "") + " BC");
        values.add("10000-01-01T00:00:00" + (zoned ? "Z" : ""));
        values.add("2016-12-31T23:59:60" + (zoned ? "Z" : ""));
        return Extremes.strings(values.stream().distinct().toList());
    }
}
