package dev.leat.dist;

import java.util.ArrayList;
import java.util.List;

/**
 * A source that has a table of each of its types, and beside it one of each value alone.
 *
 * @param place where they are
 * @param types those types
 * @param refresh how a stream is read in full, as {@code leat.yaml} has it
 * @param increment how it is read incrementally
 */
record TypedSource(Place place, List<NativeType> types, String refresh, String increment) {

    /** How streams are read for a destination in which things can be replaced, or cannot. */
    String mode(boolean replaces) {
        return replaces ? refresh : increment;
    }

    /** Makes the tables in an engine that has some. */
    static TypedSource ofTables(Place place, List<NativeType> types) throws Exception {
        for (NativeType type : NativeType.withSingles(types)) {
            List<String> statements = new ArrayList<>();
            statements.add(place.statements().create(type.table(), type.declared()));
            for (int i = 0; i < type.values().size(); i++) {
                statements.add("INSERT INTO " + type.table() + " VALUES (" + (i + 1) + ", "
                        + type.values().get(i) + ")");
            }
            try {
                place.statements().run(statements.toArray(String[]::new));
            } catch (Exception refused) {
                throw new AssertionError(
                        "the source itself does not take " + type.declared() + " of " + type.values(), refused);
            }
        }
        return new TypedSource(place, types, "mode: full-refresh", "mode: incremental, rid: id");
    }

    /** The same, of which each table is read no more than once: nobody writes there any more. */
    TypedSource readOnce() {
        Place kept = new Place(
                place.connection(), new ReadOnce(place.tables()), place.namespace(), place.listed(), place.sql());
        return new TypedSource(kept, types, refresh, increment);
    }
}
