package dev.leat.config;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A {@code oneOf} or {@code anyOf} that a value does not fit, and what its variants dislike. Mostly one of them is
 * meant, and told by a key with a constant ({@code "method": "password"}); then the others' complaints are noise.
 *
 * @param path the way through the schema to the variants
 * @param location the value that fits none of them
 */
record Variants(NodePath path, NodePath location, List<Error> errors) {

    /**
     * The variants that an error belongs to, with all of their errors, which are taken out of {@code errors}; null if it
     * belongs to none.
     *
     * @param from steps of the way that were gone already
     */
    static Variants of(Error error, int from, List<Error> errors) {
        NodePath path = error.getEvaluationPath();
        int depth = 0;
        for (int i = 0; i < path.getNameCount(); i++) {
            switch (path.getName(i)) {
                case "oneOf", "anyOf" -> {
                    if (i >= from) {
                        return taken(cut(path, i + 1), cut(error.getInstanceLocation(), depth), errors);
                    }
                }
                case "items", "prefixItems", "additionalProperties" -> depth++;
                case "properties", "patternProperties" -> {
                    // The next step is a property's name, whatever it is.
                    depth++;
                    i++;
                }
                default -> {}
            }
        }
        return null;
    }

    private static NodePath cut(NodePath path, int steps) {
        NodePath cut = path;
        while (cut.getNameCount() > steps) {
            cut = cut.getParent();
        }
        return cut;
    }

    private static Variants taken(NodePath path, NodePath location, List<Error> errors) {
        List<Error> taken = new ArrayList<>();
        for (Iterator<Error> all = errors.iterator(); all.hasNext(); ) {
            Error error = all.next();
            // One schema may judge many values: each entry of a list, for one.
            if (error.getEvaluationPath().startsWith(path)
                    && error.getInstanceLocation().startsWith(location)) {
                taken.add(error);
                all.remove();
            }
        }
        return new Variants(path, location, taken);
    }

    boolean exclusive() {
        return path.getName(steps() - 1).equals("oneOf");
    }

    int steps() {
        return path.getNameCount();
    }

    /** What each variant dislikes; those that like the value, or too many of them, are left out. */
    private List<List<Error>> each() {
        Map<String, List<Error>> each = new TreeMap<>();
        for (Error error : errors) {
            NodePath way = error.getEvaluationPath();
            if (way.getNameCount() > steps()) {
                each.computeIfAbsent(way.getName(steps()), _ -> new ArrayList<>())
                        .add(error);
            }
        }
        return List.copyOf(each.values());
    }

    /** What the only variant dislikes whose constants are those of the value; empty if there is no such variant. */
    List<Error> ofTheOneMeant(int variants) {
        List<List<Error>> each = each();
        List<List<Error>> meant = each.stream()
                .filter(errors -> errors.stream().noneMatch(this::tellsApart))
                .toList();
        return each.size() == variants && variants > 1 && meant.size() == 1 ? meant.getFirst() : List.of();
    }

    private boolean tellsApart(Error error) {
        return isChoice(error) && error.getInstanceLocation().getNameCount() == location.getNameCount() + 1;
    }

    /** What each variant allows for one and the same value, which fits none of them; empty if it is not that. */
    List<Error> choices(int variants) {
        List<Error> choices = each().stream()
                .flatMap(errors -> errors.stream().filter(Variants::isChoice).limit(1))
                .toList();
        boolean same =
                choices.stream().map(Error::getInstanceLocation).distinct().count() == 1;
        return choices.size() == variants && same ? choices : List.of();
    }

    private static boolean isChoice(Error error) {
        return error.getKeyword().equals("const") || error.getKeyword().equals("enum");
    }
}
