package dev.leat.jdbc;

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

/**
 * A driver out of jars that are on nobody's class path: of a database that nothing is known of, or whose driver must not
 * be handed on. Thread-safe.
 *
 * @param jars as the key {@code driver_jars} of the configuration has it
 * @param driverClass as {@code driver_class} has it; null for the one that the jars announce
 */
public record DriverJars(List<Path> jars, String driverClass) {
    /**
     * Open for as long as the process lives: a driver loads classes until its last call. One for the same jars: an
     * embedded database takes its own driver, loaded a second time, for another program, and locks it out.
     */
    private static final Map<List<Path>, ClassLoader> LOADERS = new ConcurrentHashMap<>();

    public DriverJars {
        jars = List.copyOf(jars);
    }

    /**
     * A new connection, with auto-commit on.
     *
     * @param where the URL as messages may show it
     * @throws ConnectorException CONFIG if there is no such driver, or it does not take the URL or the properties
     */
    public Connection connect(String url, String where, Properties properties, SqlErrors errors) {
        List<Driver> drivers = drivers();
        try {
            for (Driver driver : drivers) {
                Connection connection = driver.connect(url, properties);
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
        throw ConnectorException.config("\"url\": no driver in " + jars + " takes a URL like " + where
                + " (there is "
                + String.join(
                        ", ",
                        drivers.stream()
                                .map(driver -> driver.getClass().getName())
                                .toList())
                + "); mend the URL, or name the right jar in \"driver_jars\"");
    }

    private List<Driver> drivers() {
        for (Path jar : jars) {
            if (!Files.isRegularFile(jar)) {
                throw ConnectorException.config(
                        "\"driver_jars\": there is no file " + jar + "; get the driver's jar, and name its path");
            }
        }
        ClassLoader loader = LOADERS.computeIfAbsent(jars, DriverJars::loader);
        return driverClass == null ? announced(loader) : List.of(named(loader));
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
                    "\"driver_jars\": the driver in " + jars + " cannot be loaded (" + e.getMessage()
                            + "); name all the jars it needs",
                    e);
        }
        if (drivers.isEmpty()) {
            throw ConnectorException.config("\"driver_jars\": no JDBC driver is in " + jars
                    + "; name the driver's jar, or the driver's class in \"driver_class\"");
        }
        return drivers;
    }

    private Driver named(ClassLoader loader) {
        try {
            return (Driver)
                    loader.loadClass(driverClass).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            throw ConnectorException.config(
                    "\"driver_class\": " + driverClass + " in " + jars
                            + " is no JDBC driver that can be loaded"
                            + (e instanceof ClassNotFoundException
                                    ? ": there is no such class"
                                    : " (" + e.getMessage() + ")")
                            + "; mend the name, or leave it out",
                    e);
        }
    }
}
