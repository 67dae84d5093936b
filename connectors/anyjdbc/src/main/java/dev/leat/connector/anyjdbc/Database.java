package dev.leat.connector.anyjdbc;

import dev.leat.jdbc.CopiedRows;
import dev.leat.jdbc.Dialect;
import dev.leat.jdbc.DriverCatalog;
import dev.leat.jdbc.DriverJars;
import dev.leat.jdbc.Identifiers;
import dev.leat.jdbc.InsertLoader;
import dev.leat.jdbc.JdbcDestination;
import dev.leat.jdbc.JdbcSource;
import dev.leat.jdbc.LockRow;
import dev.leat.jdbc.Reading;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.SqlErrors;
import dev.leat.jdbc.SqlState;
import dev.leat.jdbc.Transactions;
import dev.leat.jdbc.Undo;
import dev.leat.jdbc.Writing;
import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Destination;
import dev.leat.sdk.Resources;
import dev.leat.sdk.Source;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/** Opens a database, for reading or for writing, of which no more is known than what the standard and its driver say. */
final class Database {
    private Database() {}

    static Source source(JdbcConfig config, Resources resources) {
        SqlErrors errors = errors(config);
        try {
            Connection connection = connect(config, errors, resources);
            Dialect dialect = dialect(config, connection, new MadeTypes(connection.getMetaData()), errors);
            Reading reading = new Reading(Reading.Snapshot.byDriver(config.where()), ValueReaders::of, RidBound::of);
            return new JdbcSource(connection, dialect, reading.withFetchSize(config.fetchSize()));
        } catch (SQLException e) {
            throw errors.of(e, "look at the database");
        }
    }

    static Destination destination(JdbcConfig config, Resources resources) {
        SqlErrors errors = errors(config);
        try {
            Connection connection = connect(config, errors, resources);
            DatabaseMetaData metadata = connection.getMetaData();
            if (!metadata.supportsTransactions()) {
                throw ConnectorException.config("the database at " + config.where()
                        + " has no transactions, as its driver says: a run that failed would leave half of its rows");
            }
            Sql definitions = new Sql(connect(config, errors, resources), errors);
            Connection holder = connect(config, errors, resources);
            MadeTypes types = new MadeTypes(metadata);
            Dialect dialect = dialect(config, connection, types, errors);
            ValueWriters values = new ValueWriters(types);
            Writing writing = new Writing(
                    types::of,
                    null,
                    new LastValue(),
                    Transactions.byDriver(),
                    new LockRow(holder, definitions, dialect, types::of),
                    new CopiedRows(definitions, dialect, types::of),
                    new InsertLoader(
                            dialect.identifiers(),
                            values::of,
                            values::of,
                            instant -> instant.toString().replace('T', ' ').replace("Z", "+00:00"),
                            Undo::byDriver),
                    true);
            return new JdbcDestination(connection, definitions.connection(), dialect, writing);
        } catch (SQLException e) {
            throw errors.of(e, "look at the database");
        }
    }

    private static Connection connect(JdbcConfig config, SqlErrors errors, Resources resources) {
        DriverJars driver = new DriverJars(config.driverJars(), config.driverClass());
        return resources.add(driver.connect(config.url(), config.where(), config.login(), errors));
    }

    private static SqlErrors errors(JdbcConfig config) {
        return SqlErrors.at("at " + config.where(), SqlState::diagnosis);
    }

    private static Dialect dialect(JdbcConfig config, Connection connection, MadeTypes types, SqlErrors errors)
            throws SQLException {
        Identifiers identifiers = Identifiers.of(connection.getMetaData(), config.where());
        String schema = connection.getSchema();
        return new Dialect(
                identifiers,
                stream -> identifiers.table(stream, schema),
                new DriverCatalog(config.schemas(), ReadTypes::of, MadeTypes::declared),
                (expression, type) -> RidBound.ordered(config.textOrder(), expression, type),
                errors,
                new Room(config.firstRow(), types));
    }
}
