package dev.leat.protocol;

import java.util.Objects;

/**
 * Names a stream: {@code namespace} is the schema, database or folder it lives in and may be null, which on the wire is
 * the same as absent. Ordered by namespace, then name.
 */
public record StreamDescriptor(String name, String namespace) implements Comparable<StreamDescriptor> {
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
        int order = namespaceOrEmpty().compareTo(other.namespaceOrEmpty());
        return order != 0 ? order : name.compareTo(other.name);
    }

    private String namespaceOrEmpty() {
        return namespace == null ? "" : namespace;
    }

    // A record's own are put together when first called, from classes made for them, which a program that runs for a
    // second notices.

    @Override
    public boolean equals(Object other) {
        return other instanceof StreamDescriptor that
                && name.equals(that.name)
                && Objects.equals(namespace, that.namespace);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Objects.hashCode(namespace);
    }

    /** {@code namespace.name}, or the bare name: how people write it in {@code leat.yaml} and read it in messages. */
    @Override
    public String toString() {
        return namespace == null ? name : namespace + "." + name;
    }
}
