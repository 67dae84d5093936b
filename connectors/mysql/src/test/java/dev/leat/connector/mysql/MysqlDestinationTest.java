package dev.leat.connector.mysql;

import dev.leat.testkit.DestinationSetup;
import dev.leat.testkit.DestinationSuite;
import dev.leat.testkit.MysqlServer;

class MysqlDestinationTest extends DestinationSuite {
    @Override
    protected DestinationSetup setup() throws Exception {
        return Databases.destination(MysqlServer.MYSQL, MysqlDestinationTest.class);
    }
}
