package dev.leat.jdbc;

import dev.leat.type.Type;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * What writing has to know of an engine beyond its {@link Dialect}.
 *
 * @param columnType the type of a column made to hold values of a type
 * @param retype the part of ALTER TABLE that gives a column another type, from its quoted name and that type, for
 *     advice; null where the engine cannot
 * @param lastRid gets the greatest RID out of a table
 * @param transactions begins and ends them
 * @param lock keeps other runs out of a table
 * @param replacement puts the rows of a full refresh in the place of the old ones
 * @param loader writes rows fast
 * @param indexed whether tables are made with an index for their key, and for their RID: false where the engine finds
 *     the greatest RID without, and an index is a burden that loading does not pay for
 */
public record Writing(
        Function<Type, String> columnType,
        BinaryOperator<String> retype,
        LastRid lastRid,
        Transactions transactions,
        RunLock lock,
        Replacement replacement,
        BulkLoader loader,
        boolean indexed) {

    /**
     * With indexes, by statements.
     *
     * @param ridLiteral as {@link LastRid#byLiteral} has it
     * @param begin as {@link Transactions#byStatement} has it
     */
    public Writing(
            Function<Type, String> columnType,
            BinaryOperator<String> retype,
            BiFunction<String, Type, String> ridLiteral,
            String begin,
            RunLock lock,
            Replacement replacement,
            BulkLoader loader) {
        this(
                columnType,
                retype,
                LastRid.byLiteral(ridLiteral),
                Transactions.byStatement(begin),
                lock,
                replacement,
                loader,
                true);
    }
}
