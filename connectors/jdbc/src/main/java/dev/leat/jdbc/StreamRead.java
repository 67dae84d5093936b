package dev.leat.jdbc;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.ReadPlan;
import dev.leat.sdk.Rid;
import dev.leat.type.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One stream that is to be read: from which table, which columns, and between which RIDs. Used from one thread. */
public final class StreamRead {
    private final ReadPlan plan;
    private final Table table;
    private final List<Table.Column> columns;
    private final Dialect dialect;
    private final Reading reading;
    private final String greatest;
    private final List<Limit> limits = new ArrayList<>();

    private record Limit(String operator, Object value) {}

    StreamRead(ReadPlan plan, Table table, Dialect dialect, Reading reading, Sql sql) {
        this.plan = plan;
        this.table = table;
        this.columns = columns(plan, table, dialect.inspector());
        this.dialect = dialect;
        this.reading = reading;
        this.greatest = plan.rid().isPresent() ? new RidCheck(sql, this).greatest() : null;
        if (greatest != null && plan.from().isPresent()) {
            Object from =
                    reading.bound().of(plan.rid().get().type(), plan.from().get(), greatest);
            limit(plan.inclusive() ? ">=" : ">", from);
        }
    }

    private static List<Table.Column> columns(ReadPlan plan, Table table, Inspector inspector) {
        List<Table.Column> columns = new ArrayList<>();
        for (Column column : plan.schema().columns()) {
            columns.add(table.column(column.name())
                    .orElseThrow(() -> ConnectorException.config("table \"" + table.name() + "\" has no column \""
                            + column.name() + "\"" + inspector.unlessHidden(table.name())
                            + Nearest.hint(column.name(), table.columnNames()) + ". Discover the source again"))
                    .withType(column.type()));
        }
        return columns;
    }

    public ReadPlan plan() {
        return plan;
    }

    public Table table() {
        return table;
    }

    /** The table's columns that are read, in the order in which they are put, each of the stream's type. */
    public List<Table.Column> columns() {
        return columns;
    }

    /** The greatest RID as the engine writes it; null of an empty table, and in a full refresh. */
    public String greatest() {
        return greatest;
    }

    /**
     * Leaves out the rows whose RID does not compare so.
     *
     * @param operator as it stands in a statement
     * @param value as {@link Reading.Bound} makes it
     */
    public void limit(String operator, Object value) {
        limits.add(new Limit(operator, value));
    }

    /** Whether there are no rows to be read, so far as RIDs tell. */
    boolean isEmpty() {
        return plan.rid().isPresent() && greatest == null;
    }

    /** What is compared instead of an expression for a RID, so that all are in the order of RIDs. */
    String ordered(String expression) {
        Rid rid = plan.rid().orElseThrow();
        return reading.bound().isOrdered(columns.get(rid.column()))
                ? expression
                : dialect.order().apply(expression, rid.type());
    }

    /** What the rows are ordered and limited by. */
    String rid() {
        return ordered(quoted(columns.get(plan.rid().orElseThrow().column())));
    }

    String quoted(Table.Column column) {
        return dialect.identifiers().quoted(column.name());
    }

    /** What stands behind FROM. */
    String from() {
        return dialect.sql(table.name());
    }

    /** Asks for the rows, in order if they must be. */
    PreparedStatement select(Connection connection) throws SQLException {
        StringBuilder text = new StringBuilder("SELECT ")
                .append(reading.rows().selected(columns, dialect.identifiers()))
                .append(" FROM ")
                .append(from());
        for (int i = 0; i < limits.size(); i++) {
            text.append(i == 0 ? " WHERE " : " AND ").append(rid()).append(' ');
            text.append(limits.get(i).operator()).append(' ').append(ordered("?"));
        }
        plan.rid().ifPresent(rid -> order(text, rid));
        PreparedStatement select = connection.prepareStatement(text.toString());
        if (reading.fetchSize() != 0) {
            select.setFetchSize(reading.fetchSize());
        }
        for (int i = 0; i < limits.size(); i++) {
            select.setObject(i + 1, limits.get(i).value());
        }
        return select;
    }

    private void order(StringBuilder text, Rid rid) {
        text.append(" ORDER BY ").append(rid());
        if (!rid.unique()) {
            // Rows that share a RID come in the same order each time, so that a run can be compared with the next.
            table.key().stream()
                    .filter(key -> !key.equals(rid.name()))
                    .forEach(key ->
                            text.append(", ").append(dialect.identifiers().quoted(key)));
        }
    }
}
