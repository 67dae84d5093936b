package dev.leat.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowCountsTest {
    private static byte[] row(int id) {
        return Topics.bytes("{\"id\":" + id + "}");
    }

    @Test
    void eachRowIsTakenAsOftenAsItIsThere() {
        RowCounts rows = new RowCounts();
        rows.add(row(1));
        rows.add(row(1));
        rows.add(row(2));
        assertThat(rows.left()).isEqualTo(3);
        assertThat(rows.take(row(3))).isFalse();
        assertThat(rows.take(row(1))).isTrue();
        assertThat(rows.take(row(1))).isTrue();
        assertThat(rows.take(row(1))).isFalse();
        assertThat(rows.left()).isEqualTo(1);
        rows.add(row(1));
        assertThat(rows.take(row(1))).isTrue();
    }

    @Test
    void manyAreCountedAsFew() {
        Random random = new Random(11);
        RowCounts rows = new RowCounts();
        Map<Integer, Integer> expected = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            int id = random.nextInt(30_000);
            if (random.nextInt(3) > 0) {
                rows.add(row(id));
                expected.merge(id, 1, Integer::sum);
            } else {
                int count = expected.getOrDefault(id, 0);
                assertThat(rows.take(row(id))).as("row %s of %s", id, count).isEqualTo(count > 0);
                expected.put(id, Math.max(0, count - 1));
            }
        }
        assertThat(rows.left())
                .isEqualTo(
                        expected.values().stream().mapToLong(Integer::longValue).sum());
    }
}
