package dev.leat.connector.mysql;

import dev.leat.testkit.DestinationSetup;
import dev.leat.testkit.DestinationSuite;
import dev.leat.testkit.MysqlServer;

class MariadbDestinationTest extends DestinationSuite {
    @Override
    protected DestinationSetup setup() throws Exception {
        return Databases.destination(MysqlServer.MARIADB, MariadbDestinationTest.class);
    }
}
