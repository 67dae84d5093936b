package dev.leat.connector.mysql;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.ReadPlan;
import dev.leat.type.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One stream that is to be read: from which table, which columns, and between which RIDs. */
final class StreamRead {
    private static final Set<String> LARGE = Set.of("longtext", "longblob", "mediumtext", "mediumblob", "json");

    final ReadPlan plan;
    final MysqlTable table;
    final List<Projection> columns = new ArrayList<>();
    /** Null for a full refresh. */
    final RidColumn rid;

    /** The greatest RID to be read, as a literal; null for no limit. */
    String to;
    /** A RID that is not reached, as a literal; null for none. */
    String below;
    /** There is nothing to read. */
    boolean empty;

    StreamRead(ReadPlan plan, MysqlTable table, MysqlConfig config, Server server) {
        this.plan = plan;
        this.table = table;
        RidColumn found = null;
        for (int c = 0; c < plan.schema().columns().size(); c++) {
            Column wanted = plan.schema().columns().get(c);
            MysqlColumn column = table.column(wanted.name()).orElseThrow(() -> missing(table, wanted.name()));
            boolean isRid = plan.rid().isPresent() && plan.rid().get().column() == c;
            columns.add(Projection.of(column, wanted.type(), config, server, isRid));
            found = isRid ? RidColumn.of(column, wanted.type()) : found;
        }
        this.rid = found;
    }

    private static ConnectorException missing(MysqlTable table, String column) {
        return ConnectorException.config("table \"" + table.table().name() + "\" has no column \"" + column + "\""
                + Nearest.hint(column, table.table().columnNames())
                + ". Discover the source again, or GRANT SELECT on the column");
    }

    /** Those of its columns whose values may be huge, by their names. */
    String largeColumns() {
        return plan.schema().columns().stream()
                .map(Column::name)
                .filter(name -> table.column(name)
                        .filter(column -> LARGE.contains(column.dataType()))
                        .isPresent())
                .map(name -> "\"" + name + "\"")
                .collect(Collectors.joining(", "));
    }

    FieldReader[] readers() {
        return columns.stream().map(Projection::reader).toArray(FieldReader[]::new);
    }

    /** The statement that sends the rows, in order if they must be. */
    String select() {
        List<String> expressions = columns.stream().map(Projection::expression).toList();
        StringBuilder sql = new StringBuilder("SELECT ")
                .append(expressions.isEmpty() ? "1" : String.join(", ", expressions))
                .append(" FROM ")
                .append(SqlText.table(table.table().name()));
        List<String> conditions = conditions();
        if (!conditions.isEmpty()) {
            sql.append(" WHERE ").append(String.join(" AND ", conditions));
        }
        if (rid != null) {
            sql.append(" ORDER BY ").append(rid.expression());
            if (!plan.rid().orElseThrow().unique()) {
                // Rows that share a RID come in the same order each time, so that a run can be compared with the next.
                table.table().key().stream()
                        .filter(key -> !key.equals(rid.column().name()))
                        .forEach(key -> sql.append(", ").append(SqlText.name(key)));
            }
        }
        return sql.toString();
    }

    private List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        plan.from()
                .ifPresent(from ->
                        conditions.add(rid.expression() + (plan.inclusive() ? " >= " : " > ") + rid.literal(from)));
        if (to != null) {
            conditions.add(rid.expression() + " <= " + to);
        }
        if (below != null) {
            conditions.add(rid.expression() + " < " + below);
        }
        return conditions;
    }
}
