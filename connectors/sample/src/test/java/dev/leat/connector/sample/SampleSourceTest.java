package dev.leat.connector.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SampleSourceTest {
    @TempDir
    Path folder;

    private Shelf shelf;

    @BeforeEach
    void open() {
        shelf = new Shelf(folder);
    }

    /** Benchmarks and other tests count on these rows: a change here changes them all. */
    @ParameterizedTest
    @CsvSource({
        "customers, 350, 6e423035f3d3b79e",
        "products, 150, 93e3c91e204fa3cf",
        "orders, 1000, c1158c905674ea21",
        "order_items, 2500, 9419fe17fdba0a01",
        "events, 5000, a8233f0fb7b6fbea",
    })
    void theSameSeedGivesTheSameRows(String stream, int rows, String sha256) throws Exception {
        List<String> lines = shelf.read(1_000, 1, stream);
        assertThat(lines).hasSize(rows);
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
        assertThat(HexFormat.of().formatHex(digest, 0, 8)).isEqualTo(sha256);
    }

    @Test
    void anotherSeedGivesAnotherShop() throws IOException {
        assertThat(shelf.read(50, 2, "orders")).isNotEqualTo(shelf.read(50, 1, "orders"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"customers", "products", "orders", "order_items", "events"})
    void aShopThatGrowsKeepsItsRows(String stream) throws IOException {
        List<String> all = shelf.read(403, 1, stream);
        for (int rows : List.of(0, 1, 2, 3, 57, 402)) {
            List<String> fewer = shelf.read(rows, 1, stream);
            assertThat(fewer).as(rows + " orders").isEqualTo(all.subList(0, fewer.size()));
            String last = Integer.toString(fewer.size());
            assertThat(shelf.readFrom(403, stream, "id", true, last))
                    .as("what " + rows + " orders lack")
                    .isEqualTo(all.subList(fewer.size(), all.size()));
        }
        assertThat(shelf.read(0, 1, stream)).isEmpty();
        assertThat(shelf.readFrom(403, stream, "id", true, "9999999")).isEmpty();
    }

    /** Each instant there is, and some between and beyond, goes on exactly where the column says. */
    @Test
    void resumesAtEachUpdatedAt() throws IOException {
        List<String> all = shelf.read(200, 1, "customers");
        for (int i = 0; i < all.size(); i += 3) {
            String at = updatedAt(all.get(i));
            List<String> notBefore = all.stream()
                    .filter(row -> updatedAt(row).compareTo(at) >= 0)
                    .toList();
            List<String> after =
                    all.stream().filter(row -> updatedAt(row).compareTo(at) > 0).toList();
            assertThat(shelf.readFrom(200, "customers", "updated_at", false, quoted(at)))
                    .isEqualTo(notBefore);
            assertThat(shelf.readFrom(200, "customers", "updated_at", true, quoted(at)))
                    .isEqualTo(after);
            String between = at.replace("Z", ".5Z");
            assertThat(shelf.readFrom(200, "customers", "updated_at", false, quoted(between)))
                    .isEqualTo(after);
        }
        assertThat(shelf.readFrom(200, "customers", "updated_at", false, "\"1999-12-31T00:00:00Z\""))
                .isEqualTo(all);
        assertThat(shelf.readFrom(200, "customers", "updated_at", false, "\"2199-12-31T00:00:00Z\""))
                .isEmpty();
    }

    private static String updatedAt(String row) {
        return row.replaceAll(".*\"updated_at\":\"([^\"]*)\".*", "$1");
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    @Test
    void lastTieIsSharedWithRowsToCome() throws IOException {
        List<String> before = shelf.read(200, 1, "customers");
        List<String> after = shelf.read(300, 1, "customers");
        assertThat(updatedAt(after.get(before.size()))).isEqualTo(updatedAt(before.getLast()));
    }

    @Test
    void whatBelongsTogetherFits() throws IOException {
        Map<Long, BigDecimal> totals = new HashMap<>();
        Map<Long, BigDecimal> prices = new HashMap<>();
        Set<String> keys = new HashSet<>();
        for (String product : shelf.read(500, 1, "products")) {
            JsonNode row = Json.parse(product);
            prices.put(row.path("id").longValue(), row.path("price").decimalValue());
        }
        for (String item : shelf.read(500, 1, "order_items")) {
            JsonNode row = Json.parse(item);
            BigDecimal price = row.path("unit_price").decimalValue();
            assertThat(price).isEqualTo(prices.get(row.path("product_id").longValue()));
            totals.merge(
                    row.path("order_id").longValue(),
                    price.multiply(row.path("quantity").decimalValue()),
                    BigDecimal::add);
            assertThat(keys.add(row.path("order_id") + " " + row.path("line"))).isTrue();
        }
        int customers = shelf.read(500, 1, "customers").size();
        for (String order : shelf.read(500, 1, "orders")) {
            JsonNode row = Json.parse(order);
            assertThat(row.path("total").decimalValue())
                    .isEqualTo(totals.get(row.path("id").longValue()));
            assertThat(row.path("customer_id").intValue()).isBetween(1, customers);
        }
    }

    @Test
    void everyTypeIsInTheShop() throws IOException {
        Set<String> types = new HashSet<>();
        for (JsonNode stream : shelf.discover(1_000)) {
            stream.path("json_schema").path("properties").forEach(column -> {
                JsonNode leat = column.path("leat");
                types.add(leat.path("type").asString()
                        + leat.path("bits").asString("")
                        + (leat.path("unsigned").asBoolean(false) ? "u" : ""));
            });
        }
        assertThat(types)
                .contains("bool", "int8", "int16", "int16u", "int24", "int32", "int32u", "int64", "int64u", "decimal")
                .contains("float32", "float64", "text", "enum", "bytes", "date", "time", "timetz", "timestamp")
                .contains("timestamptz", "uuid", "json", "array");
    }

    @Test
    void everyNullableColumnIsSometimesNullAndSometimesNot() throws IOException {
        for (JsonNode stream : shelf.discover(2_000)) {
            String name = stream.path("name").asString();
            List<JsonNode> rows = shelf.read(2_000, 1, name).stream()
                    .map(row -> Json.parse(row))
                    .toList();
            stream.path("json_schema").path("properties").forEachEntry((column, schema) -> {
                boolean nullable = schema.path("type").toString().contains("null");
                boolean json = schema.path("leat").path("type").asString().equals("json");
                long nulls =
                        rows.stream().filter(row -> row.get(column).isNull()).count();
                if (nullable || nulls > 0 && !json) {
                    assertThat(nulls).as(name + "." + column).isBetween(nullable ? 1L : 0L, rows.size() - 1L);
                    assertThat(nullable).as(name + "." + column).isTrue();
                }
            });
        }
    }
}
