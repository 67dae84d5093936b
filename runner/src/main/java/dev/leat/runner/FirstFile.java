package dev.leat.runner;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.Json;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the text of a first {@code leat.yaml}, with comments that say what else can be set. */
final class FirstFile {
    /** A connection to write down. */
    record End(String name, String connector, ObjectNode config, ObjectNode schema) {}

    /** A stream, and how it is best carried; {@code rid} is null for a full refresh. */
    record Proposal(String stream, String rid, Long rows) {}

    private static final int COMMENT_LENGTH_MAX = 100;

    private final StringBuilder text = new StringBuilder();

    private FirstFile() {}

    static String connections(End source, End destination) {
        FirstFile file = new FirstFile();
        file.text.append("""
                # Where rows come from and go to, and which. Written by `leat init`; yours to change.
                #   leat validate    see whether this file is right
                #   leat check       see whether the connections work
                #   leat sync        carry the rows; run it again to carry what is new

                connections:
                """);
        file.connection(source);
        file.connection(destination);
        return file.text.toString();
    }

    static String replication(End source, End destination, List<Proposal> streams) {
        FirstFile file = new FirstFile();
        file.text.append("\nreplications:\n");
        file.text
                .append("  ")
                .append(source.name)
                .append("-to-")
                .append(destination.name)
                .append(":\n");
        file.text.append("    source: ").append(source.name).append('\n');
        file.text.append("    destination: ").append(destination.name).append('\n');
        file.text.append("""
                    # incremental adds the rows whose rid is beyond the last one at the destination;
                    # full-refresh replaces everything in one step. A pattern such as "public.*" works as a name, too.
                    streams:
                """);
        streams.forEach(file::stream);
        return file.text.toString();
    }

    private void connection(End end) {
        text.append("  ").append(end.name).append(":\n");
        text.append("    connector: ").append(end.connector).append('\n');
        text.append("    config:").append(end.config.isEmpty() ? " {}" : "").append('\n');
        end.config.forEachEntry((key, value) ->
                text.append("      ").append(key).append(": ").append(value).append('\n'));
        for (Map.Entry<String, JsonNode> property :
                end.schema.path("properties").properties()) {
            if (!end.config.has(property.getKey())) {
                option(property.getKey(), property.getValue());
            }
        }
    }

    /** A property that is not set, with what it would be and what it is for. */
    private void option(String key, JsonNode property) {
        JsonNode value = property.path("default");
        if (value.isMissingNode()) {
            value = property.path("examples").path(0);
        }
        String shown = value.isMissingNode() ? "…" : value.toString();
        String about =
                property.path("title").asString(property.path("description").asString(""));
        about = about.lines().findFirst().orElse("");
        if (about.length() > COMMENT_LENGTH_MAX) {
            about = about.substring(0, COMMENT_LENGTH_MAX) + "…";
        }
        text.append("      # ").append(key).append(": ").append(shown);
        text.append(about.isEmpty() ? "" : "  # " + about).append('\n');
    }

    private void stream(Proposal proposal) {
        String name = Json.text(proposal.stream);
        text.append("      - { name: ").append(name);
        if (proposal.rid == null) {
            text.append(", mode: full-refresh }");
        } else {
            text.append(", mode: incremental, rid: ")
                    .append(Json.text(proposal.rid))
                    .append(" }");
        }
        if (proposal.rows != null) {
            text.append("  # about ").append(Figures.count(proposal.rows)).append(" rows");
        }
        text.append('\n');
    }

    /** How a stream is best carried: by the first RID that no two rows share and no row lacks, else in full. */
    static Proposal propose(Catalog.Stream stream, boolean incremental) {
        Catalog.Hints hints = stream.leat();
        List<Catalog.RidCandidate> rids = hints == null || hints.rids() == null ? List.of() : hints.rids();
        String rid = rids.stream()
                .filter(candidate -> incremental && candidate.unique() && !candidate.nullable())
                .map(Catalog.RidCandidate::column)
                .findFirst()
                .orElse(null);
        return new Proposal(stream.descriptor().toString(), rid, hints == null ? null : hints.rowEstimate());
    }
}
