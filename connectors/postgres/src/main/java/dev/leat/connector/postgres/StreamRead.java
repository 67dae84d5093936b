package dev.leat.connector.postgres;

import dev.leat.config.Nearest;
import dev.leat.jdbc.Fit;
import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.ReadPlan;
import dev.leat.type.Column;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One stream that is to be read: from which table, which columns, and between which RIDs. */
final class StreamRead {
    /** What the table is called in statements. */
    static final String TABLE = "t";

    final ReadPlan plan;
    final Relation relation;
    /** Null for a full refresh. */
    final RidColumn rid;

    final List<PgColumn> columns;

    /** The greatest RID to be read, as a literal; null for no limit. */
    String to;
    /** A RID that is not reached, as a literal; null for none. */
    String below;
    /** There is nothing to read. */
    boolean empty;

    StreamRead(ReadPlan plan, Relation relation, Grants grants) {
        this.plan = plan;
        this.relation = relation;
        this.columns = columns(plan, relation, grants);
        this.rid = plan.rid()
                .map(r -> RidColumn.of(relation, columns.get(r.column())))
                .orElse(null);
    }

    private static List<PgColumn> columns(ReadPlan plan, Relation relation, Grants grants) {
        List<PgColumn> columns = new ArrayList<>();
        for (Column wanted : plan.schema().columns()) {
            columns.add(relation.column(wanted.name()).orElseThrow(() -> missing(relation, wanted.name(), grants)));
        }
        return columns;
    }

    private static ConnectorException missing(Relation relation, String column, Grants grants) {
        if (relation.forbidden().contains(column)) {
            return ConnectorException.config("stream \"" + relation.stream() + "\": the user may not read the column \""
                    + column + "\"; " + grants.toRead(relation.stream(), column) + ", or leave it out");
        }
        return ConnectorException.config("stream \"" + relation.stream() + "\" has no column \"" + column + "\""
                + Nearest.hint(column, relation.columnNames()));
    }

    /** How each column's fields become JSON, chosen once. A RID is never null, nor infinite. */
    Field[] fields(PostgresConfig.Infinity infinity) {
        Field[] fields = new Field[columns.size()];
        for (int c = 0; c < fields.length; c++) {
            PgColumn column = columns.get(c);
            Type wanted = plan.schema().columns().get(c).type();
            if (!Fit.isSentAs(column.type().type(), wanted)) {
                throw ConnectorException.config("stream \"" + relation.stream() + "\": the column \"" + column.name()
                        + "\" is of type " + column.type().sqlName() + ", but was configured as " + wanted
                        + "; it was changed since: discover the streams again");
            }
            boolean isRid = plan.rid().isPresent() && plan.rid().get().column() == c;
            fields[c] = wanted instanceof Type.Text
                    ? TextField::put
                    : Field.of(column.type(), isRid ? PostgresConfig.Infinity.REFUSE : infinity);
        }
        return fields;
    }

    /** What stands after FROM. */
    String table() {
        return Sql.table(relation.stream()) + " AS " + TABLE;
    }

    /** The condition that the RID lies beyond what the destination has; null if it has nothing. */
    String newerThan(boolean orEqual) {
        return plan.from()
                .map(from -> rid.expression() + (orEqual ? " >= " : " > ") + rid.literal(from))
                .orElse(null);
    }

    /** The statement that sends the rows, in order if they must be. */
    String copy() {
        return "COPY (" + select() + where(bounds()) + (rid == null ? "" : " ORDER BY " + order()) + ") TO STDOUT";
    }

    /** The statement that sends the rows for which one more condition holds, in no order. */
    String copy(String condition) {
        List<String> conditions = bounds();
        conditions.add(condition);
        return "COPY (" + select() + where(conditions) + ") TO STDOUT";
    }

    private String select() {
        return "SELECT " + Sql.names(columns.stream().map(PgColumn::name).toList()) + " FROM " + table();
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private List<String> bounds() {
        List<String> conditions = new ArrayList<>();
        if (plan.from().isPresent()) {
            conditions.add(newerThan(plan.inclusive()));
        }
        if (to != null) {
            conditions.add(rid.expression() + " <= " + to);
        }
        if (below != null) {
            conditions.add(rid.expression() + " < " + below);
        }
        return conditions;
    }

    private String order() {
        String ties = plan.rid().orElseThrow().unique()
                ? ""
                : plan.schema().key().stream()
                        .filter(name -> !name.equals(rid.column().name()))
                        .filter(name -> relation.column(name).isPresent())
                        .map(name -> ", " + TABLE + "." + Sql.name(name))
                        .collect(Collectors.joining());
        return rid.expression() + ties;
    }
}
