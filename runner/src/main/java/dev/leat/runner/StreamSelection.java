package dev.leat.runner;

import dev.leat.config.Nearest;
import dev.leat.protocol.Catalog;
import dev.leat.protocol.StreamDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Which of the discovered streams a replication carries, and with which settings. Patterns count in their order, exact
 * names after them, each overriding what it sets.
 */
final class StreamSelection {
    /** A stream, its settings, and the position of the entry that chose it, for messages. */
    record Chosen(Catalog.Stream stream, Settings.Choice choice, int entry) {}

    private final List<Catalog.Stream> discovered;
    private final BiConsumer<Integer, String> problem;
    private final Map<StreamDescriptor, Chosen> chosen = new LinkedHashMap<>();

    private StreamSelection(Catalog catalog, BiConsumer<Integer, String> problem) {
        this.discovered = catalog.streams();
        this.problem = problem;
    }

    /** The streams in the order in which entries name them; tells {@code problem} the entry and what is wrong with it. */
    static List<Chosen> select(Catalog catalog, List<Settings.Choice> entries, BiConsumer<Integer, String> problem) {
        StreamSelection selection = new StreamSelection(catalog, problem);
        List<Integer> exact = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Settings.Choice entry = entries.get(i);
            if (StreamPattern.isPattern(entry.name())
                    && selection.named(entry.name()).isEmpty()) {
                selection.pattern(i, entry);
            } else {
                exact.add(i);
            }
        }
        for (int i : exact) {
            selection.exact(i, entries.get(i));
        }
        return List.copyOf(selection.chosen.values());
    }

    private void pattern(int index, Settings.Choice entry) {
        StreamPattern pattern = StreamPattern.of(entry.name());
        List<StreamPattern> excluded = entry.exclude() == null
                ? List.of()
                : entry.exclude().stream().map(StreamPattern::of).toList();
        boolean any = false;
        for (Catalog.Stream stream : discovered) {
            boolean matches = pattern.matches(stream.descriptor())
                    && excluded.stream().noneMatch(out -> out.matches(stream.descriptor()));
            if (matches) {
                choose(index, stream, entry);
                any = true;
            }
        }
        if (!any) {
            problem.accept(
                    index,
                    "no stream of the source matches \"" + entry.name() + "\"" + Nearest.hint(entry.name(), names()));
        }
    }

    private void exact(int index, Settings.Choice entry) {
        List<Catalog.Stream> named = named(entry.name());
        if (named.isEmpty()) {
            problem.accept(
                    index, "the source has no stream \"" + entry.name() + "\"" + Nearest.hint(entry.name(), names()));
        } else if (named.size() > 1) {
            problem.accept(
                    index,
                    "\"" + entry.name() + "\" could be any of "
                            + String.join(
                                    ", ",
                                    named.stream()
                                            .map(s -> s.descriptor().toString())
                                            .toList())
                            + "; write the one you mean");
        } else {
            choose(index, named.getFirst(), entry);
        }
    }

    /** The streams of that full name or else of that bare name. */
    private List<Catalog.Stream> named(String name) {
        List<Catalog.Stream> full = discovered.stream()
                .filter(stream -> stream.descriptor().toString().equals(name))
                .toList();
        return full.isEmpty()
                ? discovered.stream()
                        .filter(stream -> stream.name().equals(name))
                        .toList()
                : full;
    }

    private void choose(int index, Catalog.Stream stream, Settings.Choice entry) {
        Chosen before = chosen.get(stream.descriptor());
        Settings.Choice choice = before == null ? entry : before.choice().specialised(entry);
        chosen.put(stream.descriptor(), new Chosen(stream, choice, index));
    }

    private List<String> names() {
        return discovered.stream().map(stream -> stream.descriptor().toString()).toList();
    }
}
