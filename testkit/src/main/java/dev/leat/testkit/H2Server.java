package dev.leat.testkit;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.tools.Server;

/**
 * An H2 database server in this process, for whatever has to do with any JDBC driver: always there, as it is a library.
 * Its databases are files in a temporary folder.
 */
public final class H2Server {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static Server server;

    private H2Server() {}

    /** The address of a new, empty database; as a user {@code sa} without password. */
    public static synchronized String database() throws SQLException, IOException {
        if (server == null) {
            Path folder = Files.createTempDirectory("leat-h2");
            server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                    .start();
            System.err.println("H2 " + org.h2.engine.Constants.FULL_VERSION + " at " + server.getURL());
        }
        return "jdbc:h2:" + server.getURL() + "/./test" + DATABASES.incrementAndGet();
    }

    /** The driver's jar. */
    public static Path driver() throws URISyntaxException {
        return Path.of(org.h2.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    /** A connection, without any of Leat's code. */
    public static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "sa", "");
    }
}
