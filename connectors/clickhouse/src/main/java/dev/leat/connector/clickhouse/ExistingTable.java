package dev.leat.connector.clickhouse;

import dev.leat.config.Nearest;
import dev.leat.connector.clickhouse.encode.ColumnData;
import dev.leat.connector.clickhouse.encode.Encoders;
import dev.leat.jdbc.Fit;
import dev.leat.protocol.ConnectorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a table that is there already can take a stream. What is wrong is said all at once, with the cure. */
final class ExistingTable {
    private final Relation relation;
    private final Target target;

    ExistingTable(Relation relation, Target target) {
        this.relation = relation;
        this.target = target;
    }

    /** Throws CONFIG unless rows can be put into such a table as a whole. */
    void checkEngine() {
        if (relation.isSpread()) {
            throw refusal("its engine is " + relation.engine() + ", and so far rows are only put into tables of one"
                    + " server: write to a MergeTree table, and have the server copy from there");
        }
        if (!relation.isMergeTree()) {
            throw refusal("its engine is " + relation.engine() + ", into which rows cannot be put as a whole: write to"
                    + " a table of the MergeTree family, under another name or in another database");
        }
    }

    /** Throws CONFIG unless every column is there and holds its values. */
    void check() {
        checkEngine();
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw refusal(String.join("; ", problems));
        }
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Target.Column column : target.columns()) {
            problem(column).ifPresent(problems::add);
        }
        for (Relation.Column column : relation.columns()) {
            boolean written = target.columnNames().contains(column.name());
            if (!written && !column.isFilled() && !column.isComputed()) {
                problems.add("its column \"" + column.name() + "\" must have a value, and the stream has none for it: "
                        + "give the column a default, make it Nullable, or drop it");
            }
        }
        return problems;
    }

    /** Whether the table has the stream's columns and no others, so that one like it can take its place. */
    boolean isAlike() {
        long stored = relation.columns().stream()
                .filter(column -> !column.isComputed())
                .count();
        return stored == target.columns().size() && problems().isEmpty();
    }

    /** Throws CONFIG unless the RID's column is there and holds and orders its values, and so that of its partitions. */
    void checkRid() {
        List<String> problems = Stream.of(target.rid(), target.per())
                .flatMap(Optional::stream)
                .flatMap(column -> problem(column).stream())
                .toList();
        if (!problems.isEmpty()) {
            throw refusal(String.join("; ", problems));
        }
    }

    private ConnectorException refusal(String reason) {
        return ConnectorException.config("table \"" + relation.name() + "\" cannot take the stream \""
                + target.plan().schema().stream() + "\": " + reason);
    }

    private Optional<String> problem(Target.Column wanted) {
        Optional<Relation.Column> found = relation.column(wanted.name());
        if (found.isEmpty()) {
            return Optional.of(missing(wanted));
        }
        Relation.Column column = found.get();
        if (column.isComputed()) {
            return Optional.of("its column \"" + column.name()
                    + "\" is computed by the engine; leave it out of the stream's columns");
        }
        boolean isRid =
                target.rid().filter(rid -> rid.name().equals(wanted.name())).isPresent();
        boolean holds = isRid ? Fit.holdsRid(column.type(), wanted.type()) : Fit.holds(column.type(), wanted.type());
        boolean own = !isRid
                && Types.column(wanted.type(), column.declared().isNullable())
                        .equals(column.declared().text());
        if (!holds && !own || data(column, wanted).isEmpty()) {
            String reason = isRid
                    ? " does not keep the RID's values exactly and in their order (" + wanted.type()
                            + "), without which rows would be lost or doubled"
                    : " cannot hold every " + wanted.type() + " exactly";
            return Optional.of("its column \"" + column.name() + "\" of type " + column.declared() + reason
                    + ": change it with ALTER TABLE " + Names.quoted(relation.name()) + " MODIFY COLUMN "
                    + wanted.ddl() + ", or rename the table away, and the next run makes it anew");
        }
        return Optional.empty();
    }

    private String missing(Target.Column wanted) {
        String hint = Nearest.to(wanted.name(), relation.columnNames())
                .map(near -> " (it has \"" + near + "\")")
                .orElse("");
        return "it has no column \"" + wanted.name() + "\"" + hint + ": add it with ALTER TABLE "
                + Names.quoted(relation.name()) + " ADD COLUMN " + wanted.ddl()
                + (wanted.name().startsWith("_leat_")
                        ? ", or set technical_columns: false"
                        : ", or leave it out of the stream's columns");
    }

    /** What collects the values of one of the table's columns, if anything can be written to such. */
    static Optional<ColumnData> data(Relation.Column column, Target.Column wanted) {
        ChType declared = column.declared();
        return Encoders.column(shape(declared), declared.isNullable(), wanted.type());
    }

    private static Encoders.Shape shape(ChType declared) {
        ChType type = declared.bare();
        return switch (type.name()) {
            case "Decimal", "DateTime64", "FixedString" ->
                new Encoders.Shape(
                        type.name(),
                        type.arguments().stream()
                                .filter(argument -> argument.matches("\\d+"))
                                .map(Integer::valueOf)
                                .toList(),
                        List.of(),
                        null,
                        false);
            case "Enum8", "Enum16" ->
                new Encoders.Shape(
                        type.name(),
                        type.arguments().stream()
                                .map(argument -> Integer.valueOf(argument.substring(argument.lastIndexOf('=') + 1)
                                        .strip()))
                                .toList(),
                        type.labels(),
                        null,
                        false);
            case "Array" ->
                new Encoders.Shape(
                        type.name(),
                        List.of(),
                        List.of(),
                        shape(type.argument(0)),
                        type.argument(0).isNullable());
            default -> new Encoders.Shape(type.name(), List.of(), List.of(), null, false);
        };
    }
}
