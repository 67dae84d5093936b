package dev.leat.connector.postgres;

import dev.leat.protocol.StreamDescriptor;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;

/** The statements that an administrator has to run so that the user may do what the server refused. */
record Grants(String user) {
    private static final Pattern REFUSAL = Pattern.compile(
            "(permission denied for|must be owner of) (schema|table|view|sequence|relation|database|type) (.+)");

    private static final String ROW_SECURITY = "row-level security policy";

    String toConnect(String database) {
        return "GRANT CONNECT ON DATABASE " + Sql.name(database) + to();
    }

    String toRead(StreamDescriptor stream) {
        return "GRANT USAGE ON SCHEMA " + Sql.name(Relations.schema(stream.namespace())) + to() + "; GRANT SELECT ON "
                + Sql.table(stream) + to();
    }

    String toRead(StreamDescriptor stream, String column) {
        return "GRANT SELECT (" + Sql.name(column) + ") ON " + Sql.table(stream) + to();
    }

    /**
     * What lets the user write, as far as the server tells what it is about, which it does in English only.
     *
     * @param attempted our words for it, in which the table may stand with its schema: the server's have none
     */
    String toWrite(SQLException refusal, String attempted) {
        String said = refusal instanceof PSQLException postgres && postgres.getServerErrorMessage() != null
                ? String.valueOf(postgres.getServerErrorMessage().getMessage())
                : PostgresFailure.said(refusal);
        if (said.contains(ROW_SECURITY)) {
            return "rows that it hides would stay or come twice: ALTER ROLE " + Sql.name(user) + " BYPASSRLS";
        }
        Matcher refused = REFUSAL.matcher(said);
        if (!refused.matches()) {
            return "GRANT the privilege" + to();
        }
        String name = refused.group(3);
        String qualified = qualified(name, attempted);
        if (refused.group(1).startsWith("must")) {
            return "only its owner may: ALTER TABLE " + qualified + " OWNER TO " + Sql.name(user)
                    + ", or GRANT the owner's role" + to();
        }
        return switch (refused.group(2)) {
            case "schema" -> "GRANT USAGE, CREATE ON SCHEMA " + Sql.name(name) + to();
            case "database" -> "GRANT CREATE ON DATABASE " + Sql.name(name) + to();
            case "sequence" -> "GRANT USAGE, UPDATE ON SEQUENCE " + qualified + to();
            case "type" -> "GRANT USAGE ON TYPE " + qualified + to();
            default -> "GRANT SELECT, INSERT, UPDATE, DELETE ON " + qualified + to();
        };
    }

    private static String qualified(String name, String attempted) {
        Matcher schema =
                Pattern.compile("\"([^\"]+)\\." + Pattern.quote(name) + "\"").matcher(attempted);
        return schema.find() ? Sql.table(schema.group(1), name) : Sql.name(name);
    }

    private String to() {
        return " TO " + Sql.name(user);
    }
}
