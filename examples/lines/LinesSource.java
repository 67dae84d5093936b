import module java.base;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.Connector;
import dev.leat.sdk.Emitter;
import dev.leat.sdk.ReadPlan;
import dev.leat.sdk.Source;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;

/** The lines of a text file: each is a row, its number the RID. */
public record LinesSource(Path file) implements Source {
    public record Config(String path) {}
    public static final Connector<Config> CONNECTOR =
            Connector.source("lines", Config.class, (config, resources) -> new LinesSource(Path.of(config.path())));

    private static final StreamSchema LINES = StreamSchema.of(
                    StreamDescriptor.of("lines"),
                    List.of(Column.required("number", Type.INT64), Column.required("text", Type.TEXT)))
            .withUniqueRid("number");

    public LinesSource {
        if (!Files.isRegularFile(file)) {
            throw ConnectorException.config("there is no file " + file + "; correct path");
        }
    }

    @Override
    public List<StreamSchema> discover() {
        return List.of(LINES);
    }

    @Override
    public void read(ReadPlan plan, Emitter out) throws IOException {
        List<String> columns = plan.schema().columns().stream().map(Column::name).toList();
        if (!plan.schema().stream().equals(LINES.stream())) {
            throw ConnectorException.config("no stream \"" + plan.schema().stream() + "\"; there is \"lines\"");
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String text;
            for (long number = 1; (text = lines.readLine()) != null && !out.stopping(); number++) {
                for (String column : columns) {
                    switch (column) {
                        case "number" -> out.rows().putLong(number);
                        case "text" -> out.rows().putText(text);
                        default -> throw ConnectorException.config("no column \"" + column + "\"; try \"number\"");
                    }
                }
                out.rows().end(); // The SDK leaves out what the destination has, and says how far the source is.
            }
        }
    }

    public static void main(String... args) {
        CONNECTOR.main(args);
    }
}
