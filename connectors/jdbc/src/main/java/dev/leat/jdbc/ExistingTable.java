package dev.leat.jdbc;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.WriteMode;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether a table that is there already can take a stream. What is wrong is said all at once, with the cure. */
final class ExistingTable {
    private final Table table;
    private final Target target;
    private final Dialect dialect;
    private final Writing writing;

    ExistingTable(Table table, Target target, Dialect dialect, Writing writing) {
        this.table = table;
        this.target = target;
        this.dialect = dialect;
        this.writing = writing;
    }

    /** Throws CONFIG unless every column is there and holds its values. */
    void check() {
        List<String> problems = new ArrayList<>();
        Set<String> written = new HashSet<>();
        for (Target.Column column : target.columns()) {
            written.add(folded(column.name()));
            problem(column).ifPresent(problems::add);
        }
        for (Table.Column column : table.columns()) {
            if (!written.contains(folded(column.name())) && !column.filled() && !column.computed()) {
                problems.add("its column \"" + column.name() + "\" must have a value, and the stream has none for it: "
                        + "give the column a default, allow null, or drop it");
            }
        }
        refuse(problems);
    }

    /** Throws CONFIG unless the RID's column is there and holds and orders its values, and so that of its partitions. */
    void checkRid() {
        refuse(Stream.of(target.rid(), target.per())
                .flatMap(Optional::stream)
                .flatMap(column -> problem(column).stream())
                .toList());
    }

    private void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw ConnectorException.config("table \"" + table.name() + "\" cannot take the stream \""
                    + target.plan().schema().stream() + "\": " + String.join("; ", problems));
        }
    }

    private Optional<String> problem(Target.Column wanted) {
        Optional<Table.Column> found = table.columns().stream()
                .filter(column -> folded(column.name()).equals(folded(wanted.name())))
                .findFirst();
        if (found.isEmpty()) {
            // A full refresh brings a value for every row, so that it may bring a column too.
            boolean added = target.plan().mode() == WriteMode.REPLACE;
            return added ? Optional.empty() : Optional.of(missing(wanted));
        }
        Table.Column column = found.get();
        if (column.computed()) {
            return Optional.of("its column \"" + column.name()
                    + "\" is computed by the engine; leave it out of the stream's columns");
        }
        boolean isRid =
                target.rid().filter(rid -> rid.name().equals(wanted.name())).isPresent();
        if (!isRid && column.declared().equals(writing.columnType().apply(wanted.type()))) {
            // What we would make ourselves: the loader refuses the few values that it cannot hold.
            return Optional.empty();
        }
        // A table made by somebody else may hold more than one of ours would.
        boolean holds = holds(column.type(), wanted.type(), isRid) || holds(column.type(), sent(wanted), isRid);
        return holds ? Optional.empty() : Optional.of(unfit(column, wanted.type(), isRid));
    }

    private static boolean holds(Type column, Type value, boolean isRid) {
        return isRid ? Fit.holdsRid(column, value) : Fit.holds(column, value);
    }

    private Type sent(Target.Column wanted) {
        int position = target.columns().indexOf(wanted);
        return position < target.width()
                ? target.plan().schema().columns().get(position).type()
                : wanted.type();
    }

    private String missing(Target.Column wanted) {
        String hint = Nearest.to(wanted.name(), table.columnNames())
                .map(near -> " (it has \"" + near + "\")")
                .orElse("");
        return "it has no column \"" + wanted.name() + "\"" + hint + ": add it with "
                + Ddl.addColumn(wanted, table.name(), dialect.identifiers(), writing.columnType())
                + (wanted.name().startsWith("_leat_")
                        ? ", or set technical_columns: false"
                        : ", or leave it out of the stream's columns");
    }

    private String unfit(Table.Column column, Type type, boolean isRid) {
        String reason = isRid
                ? " does not keep the RID's values exactly and in their order (" + type
                        + "), without which rows would be lost or doubled"
                : " cannot hold every " + type + " exactly";
        String wanted = writing.columnType().apply(type);
        String cure = writing.retype() == null
                ? "rename the table away, and the next run makes it anew"
                : "change it with ALTER TABLE " + dialect.sql(table.name()) + " "
                        + writing.retype().apply(dialect.identifiers().quoted(column.name()), wanted);
        return "its column \"" + column.name() + "\" of type "
                + (column.declared().isEmpty() ? "none" : column.declared()) + reason + ": " + cure;
    }

    private String folded(String name) {
        return dialect.identifiers().folded(name);
    }
}
