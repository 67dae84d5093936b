package dev.leat.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class HeapUseTest {
    @Test
    void whatIsNoLongerUsedIsCollectedOnceThereIsMuch() {
        WeakReference<byte[]> garbage = new WeakReference<>(new byte[1 << 20]);
        assertThat(new HeapUse(1).look()).isTrue();
        assertThat(garbage.get()).isNull();
    }

    @Test
    void littleIsLeftAlone() {
        assertThat(new HeapUse(Long.MAX_VALUE).look()).isFalse();
    }

    @Test
    void whereMuchIsInUseItIsNotCollectedAgainAtOnce() {
        HeapUse heap = new HeapUse(1);
        assertThat(heap.look()).isTrue();
        assertThat(heap.look()).isFalse();
    }
}
