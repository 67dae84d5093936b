package dev.leat.connector.anyjdbc;

import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.DestinationSetup;
import dev.leat.testkit.DestinationSuite;
import dev.leat.testkit.H2Server;
import dev.leat.testkit.H2Tables;
import java.util.List;
import java.util.Map;

class JdbcDestinationTest extends DestinationSuite {
    @Override
    protected DestinationSetup setup() throws Exception {
        String url = H2Server.database();
        String jar = H2Server.driver().toString();
        return DestinationSetup.of(
                        ConnectorUnderTest.of(JdbcConnector.CONNECTOR, JdbcConnector.class),
                        Map.of("url", url, "driver_jars", List.of(jar), "user", "sa", "text_rids", "STRINGTOUTF8({})"),
                        new H2Tables(url))
                .bad(Map.of("url", url, "driver_jars", List.of("missing.jar")), "there is no file missing.jar")
                .bad(
                        Map.of("url", "jdbc:other://x/y", "driver_jars", List.of(jar)),
                        "jdbc:other://x/y",
                        "org.h2.Driver")
                .bad(Map.of("url", url, "driver_jars", List.of(jar), "driver_class", "org.h2.Drover"), "org.h2.Drover")
                .bad(
                        Map.of("url", url, "driver_jars", List.of(jar), "user", "nobody", "password", "s3cret-word"),
                        "28000");
    }
}
