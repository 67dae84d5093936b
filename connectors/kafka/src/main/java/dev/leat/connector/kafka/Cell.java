package dev.leat.connector.kafka;

import dev.leat.row.RowWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Puts one column of a message. Chosen once per column. */
@FunctionalInterface
interface Cell {
    void put(ConsumerRecord<byte[], byte[]> message, RowWriter out) throws BadRecord;
}
