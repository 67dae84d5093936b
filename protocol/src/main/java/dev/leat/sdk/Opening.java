package dev.leat.sdk;

import java.util.Arrays;

/** A side of a connector that is open, and what it holds. */
final class Opening<T> implements AutoCloseable {
    private final Opener<?, ? extends T> opener;
    private final byte[] config;
    private final Resources resources = new Resources();
    private final T side;

    /** @param config the configuration as it was given, which {@code bound} was made of */
    <C extends Record> Opening(Opener<C, ? extends T> opener, byte[] config, C bound) throws Exception {
        this.opener = opener;
        this.config = config;
        try {
            side = opener.open(bound, resources);
        } catch (Throwable failed) {
            resources.close();
            throw failed;
        }
    }

    T side() {
        return side;
    }

    /** What is closed with it. */
    Resources resources() {
        return resources;
    }

    /** Whether opening would come to the same. */
    boolean serves(Opener<?, ?> other, byte[] otherConfig) {
        return opener.equals(other) && Arrays.equals(config, otherConfig);
    }

    @Override
    public void close() {
        resources.close();
    }
}
