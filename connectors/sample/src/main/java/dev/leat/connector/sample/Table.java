package dev.leat.connector.sample;

import dev.leat.protocol.Catalog.RidCandidate;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.ReadPlan;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.LongUnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * One stream of the shop.
 *
 * @param stream which of the shop's streams it is; a part of what its values are made from
 * @param rows how many rows it has, given the number of orders; never falls as that grows
 */
record Table(int stream, String name, LongUnaryOperator rows, List<String> key, List<Made> columns) {
    private static final String ID = "id";

    /** A column and how its values are made. */
    record Made(Column column, Cell cell) {}

    StreamSchema schema(long orders) {
        List<Column> shape = columns.stream().map(Made::column).toList();
        StreamSchema schema = StreamSchema.of(StreamDescriptor.of(name), shape)
                .withKey(key.toArray(String[]::new))
                .withRowEstimate(rows.applyAsLong(orders));
        RidCandidate id = new RidCandidate(ID, true, false);
        return stream == Shop.CUSTOMERS
                ? schema.withRids(List.of(id, new RidCandidate(Customers.UPDATED_AT, false, false)))
                : schema.withRids(List.of(id));
    }

    /** The first row to read: computed from the RID to go on from where it can be, else 0 and the SDK drops the rest. */
    long firstRow(ReadPlan plan) {
        if (plan.from().isEmpty()) {
            return 0;
        }
        JsonNode from = plan.from().get();
        String rid = plan.rid().orElseThrow().name();
        if (rid.equals(ID) && from.isIntegralNumber() && from.canConvertToLong()) {
            // The id of row i is i + 1.
            return Math.max(0, plan.inclusive() ? from.longValue() - 1 : from.longValue());
        }
        if (stream == Shop.CUSTOMERS && rid.equals(Customers.UPDATED_AT) && from.isString()) {
            try {
                return Customers.firstUpdatedAt(Instant.parse(from.stringValue()), plan.inclusive());
            } catch (DateTimeException notOurs) {
                return 0;
            }
        }
        return 0;
    }
}
