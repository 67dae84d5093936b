package dev.leat.connector.clickhouse;

import dev.leat.protocol.ConnectorException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a server knows what is asked of it here. */
final class ServerVersion {
    private static final int YEAR = 24;
    private static final int MONTH = 8;
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+).*");

    private ServerVersion() {}

    static void check(Client client) {
        String version =
                client.row("connect", "SELECT version()").orElseThrow().get(0).asString();
        check(version, client.where());
    }

    static void check(String version, String where) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.matches()) {
            throw ConnectorException.config("cannot use " + where + ": its version is \"" + version
                    + "\", and a ClickHouse of " + YEAR + "." + MONTH + " or newer is needed");
        }
        int year = Integer.parseInt(numbers.group(1));
        int month = Integer.parseInt(numbers.group(2));
        if (year < YEAR || year == YEAR && month < MONTH) {
            throw ConnectorException.config("cannot use " + where + ": the server is ClickHouse " + version + ", "
                    + YEAR + "." + MONTH + " or newer is needed; upgrade it");
        }
    }
}
