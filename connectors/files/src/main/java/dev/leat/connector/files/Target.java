package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.Rid;
import dev.leat.sdk.WriteMode;
import dev.leat.sdk.WritePlan;
import dev.leat.type.Column;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The file that one stream is written into, and in what form. */
record Target(WritePlan plan, Format format, CsvFormat csv, boolean gzip, Path file) {

    static Target of(WritePlan plan, FilesConfig config, CsvFormat csv, Path root) {
        StreamDescriptor stream = plan.schema().stream();
        Path folder = stream.namespace() == null ? root : root.resolve(FileName.of(stream.namespace()));
        String ending = config.format().ending() + (config.gzip() ? Format.GZIP : "");
        Path file = folder.resolve(FileName.of(stream.name()) + ending);
        return new Target(plan, config.format(), csv, config.gzip(), file);
    }

    private String stream() {
        return "stream \"" + plan.schema().stream() + "\": ";
    }

    /** The names of all columns, in the order of the file. */
    private List<String> names() {
        List<String> names = new ArrayList<>(
                plan.schema().columns().stream().map(Column::name).toList());
        if (plan.technicalColumns()) {
            names.addAll(Stamp.COLUMNS);
        }
        return names;
    }

    Charset charset() {
        return format == Format.CSV ? csv.charset() : StandardCharsets.UTF_8;
    }

    RowEncoder encoder(Stamp stamp) {
        Stamp shown = plan.technicalColumns() ? stamp : null;
        List<Column> columns = plan.schema().columns();
        return switch (format) {
            case CSV -> new CsvEncoder(csv, columns, names(), shown);
            case JSONL -> new JsonEncoder(columns, shown);
        };
    }

    /** Refuses what would go wrong later; the folder is there and the stream locked. */
    void check() {
        if (plan.mode() == WriteMode.APPEND && gzip) {
            throw ConnectorException.config(
                    stream() + "a compressed file cannot be appended to so that a crash leaves it"
                            + " whole; set gzip to false, or use mode full-refresh");
        }
        if (plan.mode() == WriteMode.APPEND && format == Format.CSV && !csv.hasAsciiBytes()) {
            throw ConnectorException.config(stream() + "a file in " + csv.charset() + " cannot be continued after a"
                    + " crash, because its rows cannot be told apart byte by byte; set csv.encoding to utf-8, or use mode"
                    + " full-refresh");
        }
        for (Column column : plan.schema().columns()) {
            if (plan.technicalColumns() && Stamp.COLUMNS.contains(column.name())) {
                throw ConnectorException.config(stream() + "it has a column \"" + column.name() + "\" of its own; set"
                        + " technical_columns to false, or leave the column out");
            }
        }
        if (Files.isDirectory(file)) {
            throw ConnectorException.config(stream() + file + " is a folder; move it away, or choose another path");
        }
        Optional<Path> rival = Folder.rival(file.getParent(), plan.schema().stream(), file);
        if (rival.isPresent()) {
            throw ConnectorException.config(stream() + rival.get() + " is there already, and with " + file.getFileName()
                    + " beside it nobody could tell which one counts; delete it, or set format and gzip to what it is");
        }
        checkCase();
    }

    /** On a system that takes Orders.csv for orders.csv, two streams would share a file. */
    private void checkCase() {
        try {
            if (Files.exists(file)
                    && !file.toRealPath().getFileName().equals(file.getFileName())
                    && file.toRealPath()
                            .getFileName()
                            .toString()
                            .equalsIgnoreCase(file.getFileName().toString())) {
                throw ConnectorException.config(stream() + "this system takes " + file.getFileName() + " for "
                        + file.toRealPath() + ", which belongs to another stream; rename one of them (stream_prefix)");
            }
        } catch (IOException e) {
            throw FileFailure.of("look at " + file, e);
        }
    }

    /** Goes over the file as it is, or will be once an interrupted run's rows are put back. */
    FileScan scan(Undo undo) {
        try (InputStream in = undo.read()) {
            return scan(in);
        } catch (IOException e) {
            throw FileFailure.of("read " + file, e);
        }
    }

    private FileScan scan(InputStream in) {
        Rid rid = plan.rid().orElse(null);
        return switch (format) {
            case CSV -> new CsvScan(csv, file, names().size(), rid).scan(in);
            case JSONL -> new JsonScan(file, rid).scan(in);
        };
    }

    /** Refuses a file that was written with other columns. */
    void check(FileScan scan) {
        List<String> first = scan.first();
        List<String> names = names();
        if (!first.isEmpty() && csv.header() && !first.equals(names)) {
            throw ConnectorException.config(stream() + file + difference(first, names)
                    + ". Delete the file to start over, or choose the columns it has");
        }
        if (!first.isEmpty() && first.size() != names.size()) {
            throw ConnectorException.config(
                    stream() + file + " has " + first.size() + " columns, the stream " + names.size()
                            + " (technical columns included). Delete the file to start over, or choose the columns it has");
        }
        RidScans rids = scan.rids();
        if (rids != null && rids.rows() > 0 && rids.last().isEmpty()) {
            throw ConnectorException.config(stream() + "no row of " + file + " has a value in the RID column \""
                    + plan.rid().orElseThrow().name() + "\"; delete the file to start over");
        }
    }

    private static String difference(List<String> inFile, List<String> wanted) {
        List<String> missing = new ArrayList<>(wanted);
        missing.removeAll(inFile);
        List<String> surplus = new ArrayList<>(inFile);
        surplus.removeAll(wanted);
        if (!missing.isEmpty() || !surplus.isEmpty()) {
            return (missing.isEmpty() ? "" : " lacks the columns " + missing)
                    + (missing.isEmpty() || surplus.isEmpty() ? "" : " and")
                    + (surplus.isEmpty() ? "" : " has " + surplus + ", which the stream does not");
        }
        return " has its columns in another order: " + inFile + ", not " + wanted;
    }
}
