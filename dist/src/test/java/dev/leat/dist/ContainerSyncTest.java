package dev.leat.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.ConnectorImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leat's own connectors do in containers what they do as processes. */
class ContainerSyncTest {
    private static final String LEAT_YAML = """
            connections:
              shop: { connector: sample, config: { rows: 3000 } }
              lake: { connector: sqlite, config: { path: lake.sqlite } }
              files: { connector: files, config: { path: out } }
            replications:
              first:
                source: shop
                destination: lake
                technical_columns: false
                streams: [{ name: orders, rid: id }, { name: events, rid: id }, products]
              second: { source: lake, destination: files, technical_columns: false, streams: ["*"] }
            """;

    @TempDir
    Path folder;

    /** Syncs twice in a folder of its own, the second time with nothing new but what is replaced. */
    private Path synced(String launcher) throws Exception {
        Path place = Files.createDirectory(folder.resolve(launcher));
        Files.writeString(place.resolve("leat.yaml"), LEAT_YAML);
        String[] sync = {"sync", "--progress", "none", "--launcher", launcher};
        LeatRun first = Product.run(place, Map.of(), sync).succeeded();
        LeatRun second = Product.run(place, Map.of(), sync).succeeded();
        assertThat(first.records()).isGreaterThan(second.records());
        return place.resolve("out");
    }

    @Test
    void imagesCarryWhatProcessesCarry() throws Exception {
        for (String image : List.of("source-sample", "source-sqlite", "destination-sqlite", "destination-files")) {
            ConnectorImages.need(image);
        }
        Path expected = synced("process");
        Path actual = synced("docker");
        for (String file : List.of("orders.csv", "events.csv", "products.csv")) {
            assertThat(actual.resolve(file)).hasSameBinaryContentAs(expected.resolve(file));
        }
        assertThat(Files.getOwner(actual.resolve("orders.csv"))).isEqualTo(Files.getOwner(folder));
    }
}
