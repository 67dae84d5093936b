package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalConnectorTest {
    @ParameterizedTest
    @CsvSource({"65536,128", "33554432,128", "67108864,256", "134217728,512", "2147483647,8188"})
    void theHeapFollowsTheLongestLine(int lineBytesMax, int megabytes) {
        LocalConnector connector = new LocalConnector("orders", Path.of("orders.jar"), lineBytesMax);
        assertThat(connector.argv("shop", List.of("spec"))).contains("-Xmx" + megabytes + "m");
    }
}
