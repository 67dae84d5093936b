package dev.leat.connector.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.StreamSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    private static Target of(String namespace, String name, String subject) {
        NatsConfig config = new NatsConfig(
                "h",
                1,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                1,
                List.of(),
                NatsConfig.Format.JSON,
                null,
                Map.of(),
                "p_",
                subject,
                null,
                1);
        return Target.of(StreamSchema.of(new StreamDescriptor(name, namespace), List.of()), config);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, orders, p_orders, leat.orders",
                "public, orders, p_public-orders, leat.public.orders",
                "public, order_items, p_public-order_items, leat.public.order_items",
                "none, dot.ted, p_dot_ted-00000000, leat.dot%2Eted",
                "none, da-sh, p_da-sh-00000000, leat.da-sh",
                "none, '*>%', p____-00000000, leat.%2A%3E%25",
            })
    void namesAreWhatTheServerTakes(String namespace, String name, String stream, String subject) {
        Target target = of(namespace, name, "leat.{namespace}.{stream}");
        assertThat(target.stream().replaceAll("-[0-9a-f]{8}$", "-#"))
                .isEqualTo(stream.replaceAll("-[0-9a-f]{8}$", "-#"));
        assertThat(target.subjects()).isEqualTo(subject);
    }

    @Test
    void namesThatAreAlikeStayApart() {
        Set<String> streams = new HashSet<>();
        Set<String> subjects = new HashSet<>();
        List<StreamDescriptor> names = List.of(
                new StreamDescriptor("b_c", "a"),
                new StreamDescriptor("c", "a_b"),
                new StreamDescriptor("a-b_c", null),
                new StreamDescriptor("a.b_c", null),
                new StreamDescriptor("b-c", "a"),
                new StreamDescriptor("c", "a-b"),
                new StreamDescriptor("ä", null),
                new StreamDescriptor("ö", null),
                new StreamDescriptor("x".repeat(400), null),
                new StreamDescriptor("x".repeat(400) + "y", null),
                new StreamDescriptor("ö".repeat(400), null),
                new StreamDescriptor("ö".repeat(400) + "y", null));
        for (StreamDescriptor name : names) {
            Target target = of(name.namespace(), name.name(), "leat.{namespace}.{stream}");
            assertThat(target.stream()).matches("[A-Za-z0-9_-]{1,200}");
            assertThat(target.subjects()).hasSizeLessThan(1100);
            streams.add(target.stream());
            subjects.add(target.subjects());
        }
        assertThat(streams).hasSameSizeAs(names);
        assertThat(subjects).hasSameSizeAs(names);
    }

    @ParameterizedTest
    @CsvSource({
        "a.b, a.b, true",
        "a.*, a.b, true",
        "a.*, a.b.c, false",
        "a.>, a.b.c, true",
        "a.>, a, false",
        ">, a, true",
        "*, a.b, false",
        "a.b, a.bc, false",
        "a.bc, a.b, false",
        "*.b, a.b, true",
        "a.*.c, a.b.c, true",
        "a.*, a.>, false",
        "a.>, a.*, true",
        "a.*, a.*, true",
        "a.b, a.*, false",
        "a, a.b, false",
        "a.b, a, false"
    })
    void aFilterTakesIn(String filter, String subject, boolean matches) {
        assertThat(Subjects.matches(filter, subject)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {".a", "a.", "a..b", "a b", "a.>.b", "a>", "a\tb"})
    void whatIsNoSubjectIsRefused(String filter) {
        assertThatThrownBy(() -> Subjects.check(filter))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining(filter);
    }

    @Test
    void whereAMessageIsIsReadFromItsReplySubject() {
        Delivered delivered = new Delivered();
        assertThat(delivered.parse("$JS.ACK.orders.c1.1.42.7.1795217519235000001.99", "c1"))
                .isTrue();
        assertThat(List.of(
                        delivered.sequence(), delivered.consumerSequence(), delivered.timeNanos(), delivered.pending()))
                .containsExactly(42L, 7L, 1795217519235000001L, 99L);
        assertThat(delivered.parse("$JS.ACK.hub.ACCOUNT.orders.c1.1.43.8.5.0.token", "c1"))
                .isTrue();
        assertThat(delivered.sequence()).isEqualTo(43);
        assertThat(delivered.pending()).isZero();
        assertThat(delivered.parse("$JS.ACK.orders.c2.1.42.7.1.99", "c1")).isFalse();
        assertThat(delivered.parse("_INBOX.x", "c1")).isFalse();
        assertThat(delivered.parse(null, "c1")).isFalse();
    }

    @Test
    void aBoundaryGivesEachRowAsOftenAsItHasIt() {
        Boundary boundary = new Boundary("rows");
        for (int i = 0; i < 10_000; i++) {
            byte[] row = Runs.utf8("row " + i % 4_000);
            boundary.add(row, row.length);
        }
        int taken = 0;
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 5_000; i++) {
                byte[] row = Runs.utf8("row " + i);
                taken += boundary.take(row, row.length) ? 1 : 0;
            }
        }
        assertThat(taken).isEqualTo(10_000);
    }
}
