package dev.leat.connector.mysql;

import dev.leat.testkit.MysqlServer;
import dev.leat.testkit.SourceSetup;
import dev.leat.testkit.SourceSuite;

class MariadbSourceTest extends SourceSuite {
    @Override
    protected SourceSetup setup() throws Exception {
        return Databases.source(MysqlServer.MARIADB, MariadbSourceTest.class);
    }
}
