package dev.leat.connector.kafka;

/** A message that cannot be read as the configuration says; the message goes on from "partition 3, offset 118: ". */
final class BadRecord extends Exception {
    private static final long serialVersionUID = 1L;

    BadRecord(String reason) {
        // Where it was thrown says nothing; a topic may be full of them.
        super(reason, null, false, false);
    }
}
