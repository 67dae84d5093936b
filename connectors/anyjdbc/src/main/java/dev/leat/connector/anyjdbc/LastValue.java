package dev.leat.connector.anyjdbc;

import dev.leat.jdbc.LastRid;
import dev.leat.jdbc.Sql;
import dev.leat.protocol.Json;
import dev.leat.type.Type;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.StringNode;

/** Gets the greatest RID by the driver's getters: there is no standard SQL for JSON that all have. */
final class LastValue implements LastRid {
    @Override
    public Optional<JsonNode> read(Sql sql, String greatest, Type type, String attempted) {
        try (Statement statement = sql.connection().createStatement();
                ResultSet row = statement.executeQuery(greatest)) {
            return row.next() ? Optional.of(value(row, type)) : Optional.empty();
        } catch (SQLException e) {
            throw sql.failed(e, attempted);
        }
    }

    private static JsonNode value(ResultSet row, Type type) throws SQLException {
        return switch (type) {
            case Type.Int _, Type.Decimal _ -> DecimalNode.valueOf(plain(row.getBigDecimal(1)));
            case Type.Float32 _ -> floating(Float.toString(row.getFloat(1)));
            case Type.Float64 _ -> floating(Double.toString(row.getDouble(1)));
            case Type.Date _ -> text(Iso.text(row.getObject(1, LocalDate.class)));
            case Type.Time _ -> text(Iso.text(row.getObject(1, LocalTime.class)));
            case Type.Timestamp(int _, boolean zoned) ->
                text(
                        zoned
                                ? Iso.text(
                                        row.getObject(1, OffsetDateTime.class)
                                                .withOffsetSameInstant(ZoneOffset.UTC)
                                                .toLocalDateTime(),
                                        "Z")
                                : Iso.text(row.getObject(1, LocalDateTime.class), ""));
            case Type.Uuid _ -> text(row.getString(1).toLowerCase(Locale.ROOT));
            default -> text(row.getString(1));
        };
    }

    private static BigDecimal plain(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private static JsonNode floating(String digits) {
        return Character.isDigit(digits.charAt(digits.length() - 1)) ? Json.parse(digits) : text(digits);
    }

    private static JsonNode text(String text) {
        return StringNode.valueOf(text);
    }
}
