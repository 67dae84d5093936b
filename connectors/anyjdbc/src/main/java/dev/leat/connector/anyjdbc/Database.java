package dev.leat.connector.anyjdbc;

import dev.leat.jdbc.Dialect;
import dev.leat.jdbc.Identifiers;
import dev.leat.jdbc.InsertLoader;
import dev.leat.jdbc.JdbcDestination;
import dev.leat.jdbc.JdbcSource;
import dev.leat.jdbc.Reading;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableName;
import dev.leat.jdbc.Transactions;
import dev.leat.jdbc.Undo;
import dev.leat.jdbc.Writing;
import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Destination;
import dev.leat.sdk.Log;
import dev.leat.sdk.Resources;
import dev.leat.sdk.Source;
import dev.leat.type.Type;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import tools.jackson.databind.JsonNode;

/** Opens a database, for reading or for writing. */
final class Database {
    private Database() {}

    static Source source(JdbcConfig config, Resources resources) {
        Failures errors = new Failures(config);
        try {
            Connection connection = resources.add(new DriverJars(config).connect(errors));
            Dialect dialect = dialect(config, connection, errors);
            Reading reading = new Reading(
                    opened -> snapshot(opened, config), ValueReaders::of, (type, from, greatest) -> bound(type, from));
            return new JdbcSource(connection, dialect, reading.withFetchSize(config.fetchSize()));
        } catch (SQLException e) {
            throw errors.of(e, "look at the database");
        }
    }

    static Destination destination(JdbcConfig config, Resources resources) {
        Failures errors = new Failures(config);
        DriverJars driver = new DriverJars(config);
        try {
            Connection connection = resources.add(driver.connect(errors));
            DatabaseMetaData metadata = connection.getMetaData();
            if (!metadata.supportsTransactions()) {
                throw ConnectorException.config("the database at " + config.where()
                        + " has no transactions, as its driver says: a run that failed would leave half of its rows");
            }
            Connection definitions = resources.add(driver.connect(errors));
            Connection holder = resources.add(driver.connect(errors));
            Dialect dialect = dialect(config, connection, errors);
            MadeTypes types = new MadeTypes(metadata);
            ValueWriters values = new ValueWriters(types);
            Sql made = new Sql(definitions, errors);
            Writing writing = new Writing(
                    types::of,
                    null,
                    new LastValue(),
                    Transactions.byDriver(),
                    new LockRow(holder, made, dialect, types::of),
                    new CopiedRows(made, dialect, types::of),
                    new InsertLoader(
                            dialect.identifiers(),
                            values::of,
                            values::of,
                            instant -> instant.toString().replace('T', ' ').replace("Z", "+00:00"),
                            Undo::byDriver),
                    true);
            return new JdbcDestination(connection, definitions, dialect, writing);
        } catch (SQLException e) {
            throw errors.of(e, "look at the database");
        }
    }

    private static Dialect dialect(JdbcConfig config, Connection connection, Failures errors) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        String quote = metadata.getIdentifierQuoteString();
        if (quote == null || quote.length() != 1 || quote.isBlank()) {
            throw ConnectorException.config("the database at " + config.where()
                    + " has no quotes for names, as its driver says, so that not every name could be used");
        }
        int columnMax = metadata.getMaxColumnNameLength();
        int tableMax = metadata.getMaxTableNameLength();
        int lengthMax = columnMax == 0 ? tableMax : tableMax == 0 ? columnMax : Math.min(columnMax, tableMax);
        Identifiers identifiers =
                new Identifiers(quote.charAt(0), lengthMax, metadata.supportsMixedCaseQuotedIdentifiers());
        String schema = connection.getSchema();
        return new Dialect(
                identifiers,
                stream -> new TableName(
                        stream.namespace() == null ? schema : identifiers.fitted(stream.namespace()),
                        identifiers.fitted(stream.name())),
                new Catalog(config.schemas()),
                (expression, type) -> ordered(config, expression, type),
                errors,
                new Room(config.firstRow(), new MadeTypes(metadata)));
    }

    private static String ordered(JdbcConfig config, String expression, Type type) {
        if (!(type instanceof Type.Text) && !(type instanceof Type.Enumeration)) {
            return expression;
        }
        if (config.textOrder().isEmpty()) {
            throw ConnectorException.config("a RID is of text, and databases order texts in many ways: a RID of a run"
                    + " might not be the last one of the next. Choose a RID of numbers or times; or see \"text_rids\"");
        }
        return config.textOrder().replace("{}", expression);
    }

    /** Every read sees the same rows, as far as the database goes. */
    private static void snapshot(Connection connection, JdbcConfig config) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        connection.setReadOnly(true);
        if (metadata.supportsTransactionIsolationLevel(Connection.TRANSACTION_SERIALIZABLE)) {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        } else if (metadata.supportsTransactionIsolationLevel(Connection.TRANSACTION_REPEATABLE_READ)) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        } else {
            Log.warn("the database at " + config.where() + " shows no one state of its rows for a whole run: rows that"
                    + " others change meanwhile may come twice, or not at all, until the next full refresh");
        }
        connection.setAutoCommit(false);
    }

    /** What {@code WHERE rid >= ?} compares with. */
    private static Object bound(Type type, JsonNode from) {
        try {
            return switch (type) {
                case Type.Int _, Type.Decimal _ -> from.decimalValue();
                case Type.Float32 _, Type.Float64 _ -> Double.valueOf(from.asString());
                case Type.Date _ -> Iso.date(from.asString());
                case Type.Time _ -> Iso.time(from.asString(), 9);
                case Type.Timestamp(int _, boolean zoned) ->
                    zoned ? Iso.instant(from.asString(), 9) : Iso.timestamp(from.asString(), 9);
                case Type.Uuid _ -> java.util.UUID.fromString(from.asString());
                default -> from.asString();
            };
        } catch (dev.leat.jdbc.UnfitValue unfit) {
            throw ConnectorException.config("the last RID, " + from + ", " + unfit.getMessage(), unfit);
        }
    }
}
