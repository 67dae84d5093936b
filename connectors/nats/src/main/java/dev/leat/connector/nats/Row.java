package dev.leat.connector.nats;

/** A row on its way into a stream: kept until the server has it. */
final class Row {
    private static final int BESIDES_BYTES = 250;

    final String subject;
    final byte[] payload;
    /** The RID as a JSON literal in ASCII; null if the stream has none. */
    final byte[] rid;
    /** The place that it has, or is to have, in the stream; 0 as long as it was not sent. */
    long sequence;
    /** Its id as a message, in ASCII; null as long as it was not sent. */
    byte[] id;
    /** Whether it ends a transaction of rows without RID. */
    boolean commits;

    Row(String subject, byte[] payload, byte[] rid) {
        this.subject = subject;
        this.payload = payload;
        this.rid = rid;
    }

    /** What it takes in memory, about. */
    int bytes() {
        return payload.length + (rid == null ? 0 : rid.length) + BESIDES_BYTES;
    }
}
