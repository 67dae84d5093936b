package dev.leat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.type.Type;
import dev.leat.type.Type.Decimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class FitTest {
    private static final Type TEN = new Type.Text(10, false);

    private static void holds(Type column, Type... values) {
        for (Type value : values) {
            assertThat(Fit.holds(column, value))
                    .as("%s holds %s", column, value)
                    .isTrue();
        }
    }

    private static void loses(Type column, Type... values) {
        for (Type value : values) {
            assertThat(Fit.holds(column, value))
                    .as("%s holds %s", column, value)
                    .isFalse();
        }
    }

    private static Type.Int unsigned(int bits) {
        return new Type.Int(bits, true);
    }

    @Test
    void integersNeedTheirWidth() {
        holds(Type.INT64, Type.INT64, Type.INT32, unsigned(32), Decimal.INTEGER);
        loses(Type.INT64, unsigned(64), new Decimal(10, 0), Decimal.ANY, Type.FLOAT64, Type.TEXT);
        loses(Type.INT32, Type.INT64, unsigned(32));
        holds(unsigned(64), unsigned(32));
        loses(unsigned(64), Type.INT16);
        holds(new Decimal(20, 0), unsigned(64), Type.INT64);
        loses(new Decimal(20, 2), Type.INT64);
        holds(Type.FLOAT64, Type.INT32, Type.FLOAT32);
        loses(Type.FLOAT64, Type.INT64);
    }

    @Test
    void decimalsNeedTheirDigits() {
        holds(new Decimal(12, 2), new Decimal(12, 2), new Decimal(10, 0), new Decimal(11, 1));
        loses(new Decimal(12, 2), new Decimal(12, 3), new Decimal(12, 1), Decimal.ANY, Type.FLOAT32);
        holds(Decimal.ANY, new Decimal(65, 30), Decimal.INTEGER, Type.FLOAT64, unsigned(64));
        loses(Decimal.INTEGER, Decimal.ANY);
        loses(Type.FLOAT64, new Decimal(3, 1));
    }

    @Test
    void timesNeedTheirDigitsAndTheirZone() {
        holds(new Type.Timestamp(6, true), new Type.Timestamp(3, true));
        loses(new Type.Timestamp(6, true), new Type.Timestamp(6, false), new Type.Timestamp(9, true), Type.DATE);
        loses(new Type.Time(0, false), new Type.Time(3, false));
        loses(Type.DATE, new Type.Timestamp(0, false));
    }

    @Test
    void textsNeedTheirLength() {
        holds(Type.TEXT, TEN, new Type.Text(3, true), Type.UUID, Type.JSON, Type.DATE, new Type.Array(Type.TEXT));
        loses(Type.TEXT, Type.BYTES, Type.BOOL, Type.INT16);
        loses(TEN, Type.TEXT, new Type.Text(11, false), Type.UUID);
        loses(new Type.Text(10, true), TEN);
        holds(new Type.Enumeration(List.of("a")), Type.TEXT);
        holds(Type.UUID, Type.TEXT);
        holds(Type.JSON, new Type.Array(Type.INT32));
        holds(new Type.Array(Type.INT64), new Type.Array(Type.INT32));
        loses(new Type.Array(Type.INT32), new Type.Array(Type.INT64));
    }

    @Test
    void ridsKeepTheirOrder() {
        assertThat(Fit.holdsRid(Type.TEXT, TEN)).isTrue();
        assertThat(Fit.holdsRid(Type.TEXT, Type.DATE)).isFalse();
        assertThat(Fit.holdsRid(Type.TEXT, Type.UUID)).isFalse();
        assertThat(Fit.holdsRid(Type.BYTES, Type.BYTES)).isFalse();
        assertThat(Fit.holdsRid(new Type.Enumeration(List.of("a")), Type.TEXT)).isFalse();
        assertThat(Fit.holdsRid(new Type.Timestamp(6, false), new Type.Timestamp(3, false)))
                .isTrue();
        assertThat(Fit.holdsRid(new Type.Timestamp(3, false), new Type.Timestamp(6, false)))
                .isFalse();
    }
}
