package dev.leat.sdk;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Set;

/**
 * A connector: a value that says what it is called, how it is configured, and how each side is opened. Its program is
 * one line: {@code void main(String... args) { connector.main(args); }}.
 *
 * <p>The configuration's JSON Schema is the classpath resource {@code spec-schemas/connectors/NAME.json}; what it lets
 * through is bound to the record, whose component names are the keys in camel case.
 *
 * @param source how to open the reading side; null if there is none
 * @param destination how to open the writing side; null if there is none
 */
public record Connector<C extends Record>(
        String name,
        Class<C> config,
        Opener<C, ? extends Source> source,
        Opener<C, ? extends Destination> destination,
        Set<Ability> abilities) {

    public Connector {
        abilities = Set.copyOf(abilities);
    }

    /** A connector that can be read: in full, and incrementally where its streams have a RID. */
    public static <C extends Record> Connector<C> source(
            String name, Class<C> config, Opener<C, ? extends Source> source) {
        return new Connector<>(name, config, source, null, EnumSet.of(Ability.FULL_REFRESH));
    }

    /** A connector that can be written. */
    public static <C extends Record> Connector<C> destination(
            String name, Class<C> config, Opener<C, ? extends Destination> destination, Ability... abilities) {
        return new Connector<>(name, config, null, destination, Set.of(abilities));
    }

    /** The same connector, writable too. */
    public Connector<C> and(Opener<C, ? extends Destination> destination, Ability... abilities) {
        return and(destination, Set.of(abilities));
    }

    /** The same connector, writable too, by a destination that several connectors share. */
    public Connector<C> and(Opener<C, ? extends Destination> destination, Set<Ability> abilities) {
        Set<Ability> all = EnumSet.noneOf(Ability.class);
        all.addAll(this.abilities);
        all.addAll(abilities);
        return new Connector<>(name, config, source, destination, all);
    }

    /** The same connector, which can do something more. */
    public Connector<C> able(Ability ability) {
        Set<Ability> all = EnumSet.of(ability);
        all.addAll(abilities);
        return new Connector<>(name, config, source, destination, all);
    }

    /**
     * Runs one command on the given streams and answers its exit code: what {@link #main} does, without the process. For
     * tests; never throws.
     */
    public int run(InputStream in, OutputStream out, String... args) {
        return Commands.run(this, in, out, new Stop(), args);
    }

    /** Runs the command in {@code args} on this process's streams and ends the process with its exit code. */
    public void main(String... args) {
        int code = Program.run(this, args);
        // Where a signal has come this waits until the process ends, with the signal's exit code.
        System.exit(code);
    }
}
