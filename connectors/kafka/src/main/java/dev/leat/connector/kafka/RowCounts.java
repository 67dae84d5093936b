package dev.leat.connector.kafka;

import dev.leat.protocol.ConnectorException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Rows and how often there are such, known by their digests: rows that share a RID may be as many as there are in a day.
 * Takes some forty bytes for each. One thread.
 */
final class RowCounts {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int SLOTS_LEAST = 64;

    private final MessageDigest digest;
    /** Two longs a slot. */
    private long[] keys = new long[2 * SLOTS_LEAST];
    /** A slot that was never taken has none; one whose rows are all gone has -1. */
    private int[] counts = new int[SLOTS_LEAST];

    private int slots;
    private long left;

    RowCounts() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new ConnectorException(ConnectorException.Kind.INTERNAL, "there is no SHA-256", everyJavaHasIt);
        }
    }

    void add(byte[] row) {
        if (2 * slots >= counts.length) {
            grow();
        }
        byte[] key = digest.digest(row);
        add((long) LONGS.get(key, 0), (long) LONGS.get(key, 8), 1);
        left++;
    }

    private void add(long high, long low, int count) {
        int slot = slot(high, low);
        if (counts[slot] == 0) {
            keys[2 * slot] = high;
            keys[2 * slot + 1] = low;
            slots++;
        }
        counts[slot] = Math.max(counts[slot], 0) + count;
    }

    /** The slot that has the key, or else the empty one where it belongs. */
    private int slot(long high, long low) {
        int mask = counts.length - 1;
        int slot = (int) low & mask;
        while (counts[slot] != 0 && (keys[2 * slot] != high || keys[2 * slot + 1] != low)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new long[2 * oldKeys.length];
        counts = new int[2 * oldCounts.length];
        slots = 0;
        for (int i = 0; i < oldCounts.length; i++) {
            if (oldCounts[i] > 0) {
                add(oldKeys[2 * i], oldKeys[2 * i + 1], oldCounts[i]);
            }
        }
    }

    /** Takes one such row out; false if there is none. */
    boolean take(byte[] row) {
        byte[] key = digest.digest(row);
        int slot = slot((long) LONGS.get(key, 0), (long) LONGS.get(key, 8));
        if (counts[slot] <= 0) {
            return false;
        }
        counts[slot] = counts[slot] == 1 ? -1 : counts[slot] - 1;
        left--;
        return true;
    }

    /** How many rows there are. */
    long left() {
        return left;
    }
}
