package dev.leat.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import dev.leat.type.Type;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RidTrailsTest {
    private static final RidOrder ORDER = RidOrder.of(Type.INT64, "the RID column \"place\"");

    private final RidSpan span = new RidSpan();
    private byte[] line;

    private static JsonNode json(String text) {
        return Json.parse(text);
    }

    private static RidTrails from(String state) {
        return new RidTrails(ORDER, "part", Optional.ofNullable(state).map(RidTrailsTest::json));
    }

    private RidSpan at(String part, String place) {
        line = (part + "," + place).getBytes(StandardCharsets.UTF_8);
        span.perFrom = 0;
        span.perTo = part.length();
        span.from = part.length() + 1;
        span.to = line.length;
        return span;
    }

    private void take(RidTrails trails, String part, String place) {
        RidSpan rid = at(part, place);
        trails.accept(line, rid);
    }

    private boolean isAhead(RidTrails trails, String part, String place) {
        RidSpan rid = at(part, place);
        return trails.isAhead(line, rid);
    }

    @Test
    void eachPartitionHasItsOwnLast() {
        RidTrails trails = from(null);
        assertThat(trails.isEmpty()).isTrue();
        take(trails, "7", "3");
        take(trails, "-1", "100");
        take(trails, "7", "9223372036854775807");
        assertThat(trails.isEmpty()).isFalse();
        assertThat(trails.value()).isEqualTo(json("{\"-1\":100,\"7\":9223372036854775807}"));
    }

    @Test
    void whatWasThereWhenTheRunBeganStays() {
        RidTrails trails = from("{\"0\":41,\"1\":7}");
        assertThat(trails.isEmpty()).isFalse();
        assertThat(isAhead(trails, "0", "41")).isFalse();
        assertThat(isAhead(trails, "0", "42")).isTrue();
        assertThat(isAhead(trails, "2", "0")).isTrue();
        take(trails, "2", "0");
        assertThat(trails.value()).isEqualTo(json("{\"0\":41,\"1\":7,\"2\":0}"));
    }

    /** A source may put rows from before its start; from the first one on that is beyond it, order counts. */
    @Test
    void rowsBeforeTheStartArePassedOverUntilOneIsNot() {
        RidTrails trails = from("{\"0\":41}");
        assertThat(isAhead(trails, "0", "40")).isFalse();
        take(trails, "0", "42");
        assertThat(isAhead(trails, "0", "40")).isTrue();
        assertThatThrownBy(() -> take(trails, "0", "40"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("40 comes after 42 where \"part\" is 0");
        assertThatThrownBy(() -> take(trails, "0", "42")).hasMessageContaining("no two may share");
    }

    @Test
    void whatIsThereAlreadyIsNamed() {
        assertThatThrownBy(() -> take(from("{\"0\":41}"), "0", "41"))
                .hasMessageContaining("\"place\"")
                .hasMessageContaining("there already");
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> take(from(null), "\"a\"", "1")).hasMessageContaining("\"part\" holds \"a\"");
        assertThatThrownBy(() -> take(from(null), "null", "1")).hasMessageContaining("\"part\" holds null");
        assertThatThrownBy(() -> take(from(null), "1", "null")).hasMessageContaining("null in a row");
        assertThatThrownBy(() -> from("{\"x\":1}")).hasMessageContaining("partition \"x\"");
    }

    @Test
    void placesAreTheSameIfEachPartitionIs() {
        assertThat(RidTrails.same(ORDER, json("{\"0\":1,\"1\":2}"), json("{\"1\":2,\"0\":1}")))
                .isTrue();
        assertThat(RidTrails.same(ORDER, json("{\"0\":1}"), json("{\"0\":2}"))).isFalse();
        assertThat(RidTrails.same(ORDER, json("{\"0\":1}"), json("{\"1\":1}"))).isFalse();
        assertThat(RidTrails.same(ORDER, json("{\"0\":1}"), json("{\"0\":1,\"1\":1}")))
                .isFalse();
    }
}
