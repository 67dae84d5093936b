package dev.leat.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import java.util.Objects;

/**
 * Names a stream: {@code namespace} is the schema, database or folder it lives in and may be null, which on the wire is
 * the same as absent. Ordered by namespace, then name.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StreamDescriptor(String name, String namespace) implements Comparable<StreamDescriptor> {
    private static final Comparator<StreamDescriptor> ORDER = Comparator.comparing(
                    StreamDescriptor::namespace, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(StreamDescriptor::name);

    public StreamDescriptor {
        Objects.requireNonNull(name, "a stream has a name");
        if (namespace != null && namespace.isEmpty()) {
            namespace = null;
        }
    }

    public static StreamDescriptor of(String name) {
        return new StreamDescriptor(name, null);
    }

    @Override
    public int compareTo(StreamDescriptor other) {
        return ORDER.compare(this, other);
    }

    /** {@code namespace.name}, or the bare name: how people write it in {@code leat.yaml} and read it in messages. */
    @Override
    public String toString() {
        return namespace == null ? name : namespace + "." + name;
    }
}
