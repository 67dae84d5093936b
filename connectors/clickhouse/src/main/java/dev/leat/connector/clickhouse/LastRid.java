package dev.leat.connector.clickhouse;

import dev.leat.protocol.Json;
import dev.leat.type.Type;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The greatest RID of a target's rows. */
final class LastRid {
    private final Client client;
    private final Target target;
    private final Target.Column rid;

    LastRid(Client client, Target target) {
        this.client = client;
        this.target = target;
        this.rid = target.rid().orElseThrow();
    }

    private RidExpression expression() {
        // Only texts are ordered in another way than their column, and those are found by the type on the wire.
        return RidExpression.of(Names.quoted(rid.name()), ChType.of(Types.column(rid.type(), false)), rid.type());
    }

    /** As a JSON value of the RID's form; empty if there are no rows. The table must be there. */
    Optional<JsonNode> find() {
        RidExpression expression = expression();
        JsonNode row = client.row(
                        "find the last RID of \"" + target.table() + "\"",
                        "SELECT count(" + expression.column() + "), " + expression.greatest("1") + " FROM "
                                + Names.quoted(target.table()))
                .orElseThrow();
        return row.get(0).asLong() == 0
                ? Optional.empty()
                : Optional.of(value(row.get(1).asString()));
    }

    private JsonNode value(String text) {
        return switch (rid.type()) {
            case Type.Int _, Type.Decimal _ -> Json.parse(text);
            // By their digits as Java writes them: both sides must write the same ones.
            case Type.Float32 _ -> Json.parse(Float.toString(Float.parseFloat(text)));
            case Type.Float64 _ -> Json.parse(Double.toString(Double.parseDouble(text)));
            case Type.Timestamp(int _, boolean zoned) ->
                StringNode.valueOf(text.replace(' ', 'T') + (zoned ? "Z" : ""));
            default -> StringNode.valueOf(text);
        };
    }

    /** A condition that is true of the rows with a RID. */
    String isEqual(JsonNode value) {
        RidExpression expression = expression();
        String literal = value.isNumber() ? value.decimalValue().toPlainString() : value.asString();
        return expression.ordered() + " = " + expression.literal(literal);
    }
}
