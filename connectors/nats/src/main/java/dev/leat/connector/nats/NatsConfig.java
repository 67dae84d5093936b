package dev.leat.connector.nats;

import dev.leat.protocol.ConnectorException;
import dev.leat.type.Type;
import dev.leat.value.TypeName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The connector's configuration; {@code spec-schemas/connectors/nats.json} describes it. */
public record NatsConfig(
        String host,
        int port,
        List<String> servers,
        String user,
        String password,
        String token,
        String nkey,
        String credentialsFile,
        Tls tls,
        String domain,
        int timeoutSeconds,
        List<String> include,
        Format format,
        OnBadRecord onBadRecord,
        Map<String, StreamOptions> streams,
        String streamPrefix,
        String subject,
        Storage storage,
        int replicas) {

    /** What a payload is. */
    public enum Format {
        JSON,
        TEXT,
        BYTES
    }

    /** What is done with a message that is not of its format. */
    public enum OnBadRecord {
        FAIL,
        SKIP
    }

    /** Where a stream that is made is kept. */
    public enum Storage {
        FILE,
        MEMORY
    }

    /** How the connection is encrypted. */
    public record Tls(boolean enabled, boolean first, String caFile, String certificateFile, String keyFile) {
        /** Whether there is to be no connection without it. */
        boolean isSet() {
            return enabled || first || caFile != null || certificateFile != null || keyFile != null;
        }
    }

    /** @param format null for the one of all streams */
    public record StreamOptions(Format format, List<String> subjects, Map<String, String> columns) {
        static final StreamOptions NONE = new StreamOptions(null, List.of(), Map.of());
    }

    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    /** How the server is called in messages. */
    String address() {
        return host + ":" + port;
    }

    StreamOptions options(String stream) {
        return streams.getOrDefault(stream, StreamOptions.NONE);
    }

    Format format(String stream) {
        Format own = options(stream).format();
        return own == null ? format : own;
    }

    /** The columns taken out of a stream's JSON, and their types. */
    Map<String, Type> columns(String stream) {
        Map<String, Type> types = new LinkedHashMap<>();
        Map<String, String> columns = options(stream).columns();
        if (columns != null) {
            columns.forEach((column, name) -> types.put(column, TypeName.parse(name, stream, column)));
        }
        return types;
    }

    /** The subjects that a stream's messages must have one of; empty for any. */
    List<String> subjects(String stream) {
        List<String> subjects = options(stream).subjects();
        return subjects == null ? List.of() : subjects;
    }

    /** Refuses settings that contradict each other, before anything is asked of the server. */
    NatsConfig checked() {
        int ways = 0;
        for (String way : new String[] {user, token, nkey, credentialsFile}) {
            ways += way == null ? 0 : 1;
        }
        if (ways > 1) {
            throw ConnectorException.config(
                    "user, token, nkey and credentials_file are different ways to log in; keep one of them");
        }
        if (password != null && user == null) {
            throw ConnectorException.config("password needs user; name the user it belongs to");
        }
        streams.keySet().forEach(stream -> {
            Map<String, Type> columns = columns(stream);
            if (!columns.isEmpty() && format(stream) != Format.JSON) {
                throw ConnectorException.config("streams." + stream + ".columns takes fields out of JSON, and format"
                        + " says that the payloads are not; set format to json, or leave columns out");
            }
            for (String column : columns.keySet()) {
                if (MessageColumns.NAMES.contains(column)) {
                    throw ConnectorException.config("streams." + stream + ".columns has \"" + column
                            + "\", which every stream has already; leave it out: the field is in data all the same");
                }
            }
            subjects(stream).forEach(Subjects::check);
        });
        return this;
    }
}
