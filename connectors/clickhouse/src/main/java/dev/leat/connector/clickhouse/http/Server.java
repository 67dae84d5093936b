package dev.leat.connector.clickhouse.http;

/**
 * Where a server listens and as whom it is asked.
 *
 * @param tls whether the connection is encrypted, and the server's certificate checked against those Java trusts
 */
public record Server(String host, int port, boolean tls, String user, String password, int connectTimeoutSeconds) {

    /** As the generated text would be, but for the password. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port;
    }
}
