package dev.leat.connector.anyjdbc;

import dev.leat.jdbc.SqlErrors;
import dev.leat.protocol.ConnectorException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/** The driver that a configuration names, out of jars that are on nobody's class path. */
final class DriverJars {
    /**
     * Open for as long as the process lives: a driver loads classes until its last call. One for the same jars: an
     * embedded database takes its own driver, loaded a second time, for another program, and locks it out.
     */
    private static final Map<List<Path>, ClassLoader> LOADERS = new ConcurrentHashMap<>();

    private final JdbcConfig config;

    DriverJars(JdbcConfig config) {
        this.config = config;
    }

    /** A new connection, with auto-commit on. */
    Connection connect(SqlErrors errors) {
        Properties properties = new Properties();
        properties.putAll(config.properties());
        if (config.user() != null) {
            properties.setProperty("user", config.user());
        }
        if (config.password() != null) {
            properties.setProperty("password", config.password());
        }
        List<Driver> drivers = drivers();
        try {
            for (Driver driver : drivers) {
                Connection connection = driver.connect(config.url(), properties);
                if (connection != null) {
                    return connection;
                }
            }
        } catch (SQLException e) {
            ConnectorException failed = errors.of(e, "connect");
            // A setting's value that is none: there are no rows yet that could be wrong.
            throw failed.kind() == ConnectorException.Kind.DATA
                    ? ConnectorException.config(failed.getMessage() + ". Mend \"url\" or \"properties\"", e)
                    : failed;
        }
        throw ConnectorException.config("\"url\": no driver in " + config.driverJars() + " takes a URL like "
                + config.where() + " (there is "
                + String.join(
                        ", ",
                        drivers.stream()
                                .map(driver -> driver.getClass().getName())
                                .toList())
                + "); mend the URL, or name the right jar in \"driver_jars\"");
    }

    private List<Driver> drivers() {
        for (Path jar : config.driverJars()) {
            if (!Files.isRegularFile(jar)) {
                throw ConnectorException.config(
                        "\"driver_jars\": there is no file " + jar + "; get the driver's jar, and name its path");
            }
        }
        ClassLoader loader = LOADERS.computeIfAbsent(config.driverJars(), DriverJars::loader);
        return config.driverClass() == null ? announced(loader) : List.of(named(loader));
    }

    /** Of our classes a driver sees none. */
    private static ClassLoader loader(List<Path> jars) {
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            try {
                urls[i] = jars.get(i).toUri().toURL();
            } catch (MalformedURLException e) {
                throw ConnectorException.config("\"driver_jars\": " + jars.get(i) + " is no path of a file", e);
            }
        }
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private List<Driver> announced(ClassLoader loader) {
        List<Driver> drivers = new ArrayList<>();
        try {
            for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
                if (loader.equals(driver.getClass().getClassLoader())) {
                    drivers.add(driver);
                }
            }
        } catch (ServiceConfigurationError e) {
            throw ConnectorException.config(
                    "\"driver_jars\": the driver in " + config.driverJars() + " cannot be loaded (" + e.getMessage()
                            + "); name all the jars it needs",
                    e);
        }
        if (drivers.isEmpty()) {
            throw ConnectorException.config("\"driver_jars\": no JDBC driver is in " + config.driverJars()
                    + "; name the driver's jar, or the driver's class in \"driver_class\"");
        }
        return drivers;
    }

    private Driver named(ClassLoader loader) {
        try {
            return (Driver) loader.loadClass(config.driverClass())
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            throw ConnectorException.config(
                    "\"driver_class\": " + config.driverClass() + " in " + config.driverJars()
                            + " is no JDBC driver that can be loaded"
                            + (e instanceof ClassNotFoundException
                                    ? ": there is no such class"
                                    : " (" + e.getMessage() + ")")
                            + "; mend the name, or leave it out",
                    e);
        }
    }
}
