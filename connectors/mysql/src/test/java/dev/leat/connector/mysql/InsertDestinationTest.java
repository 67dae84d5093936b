package dev.leat.connector.mysql;

import dev.leat.testkit.DestinationSetup;
import dev.leat.testkit.DestinationSuite;
import dev.leat.testkit.MysqlServer;
import java.util.Map;

/** Where LOAD DATA LOCAL is not allowed, rows go in by INSERT: all the same holds. */
class InsertDestinationTest extends DestinationSuite {
    @Override
    protected DestinationSetup setup() throws Exception {
        return Databases.destination(
                MysqlServer.MARIADB, InsertDestinationTest.class, Map.of("allowLoadLocalInfile", "false"));
    }
}
