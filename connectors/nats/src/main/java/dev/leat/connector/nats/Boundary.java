package dev.leat.connector.nats;

import dev.leat.protocol.ConnectorException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The rows that share the last RID, each as often as it is in the stream: what comes again of them is there already. Only
 * a hash of each row is kept, as there may be many.
 */
final class Boundary {
    private static final int ROWS_MAX = 2_000_000;
    private static final int SLOTS_MIN = 64;

    private final MessageDigest digest;
    private final String stream;
    /** Two longs and a count per slot; a slot with a count of 0 is free, or has been taken from. */
    private long[] slots = new long[3 * SLOTS_MIN];

    private int used;
    private long left;
    private long high;
    private long low;

    Boundary(String stream) {
        this.stream = stream;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new ConnectorException(ConnectorException.Kind.INTERNAL, "this Java has no SHA-256", e);
        }
    }

    /** Adds a row that is there. */
    void add(byte[] row, int length) {
        if (++left > ROWS_MAX) {
            throw ConnectorException.config("more than " + ROWS_MAX + " rows of the stream \"" + stream
                    + "\" share its last RID, which would all have to be compared; choose a finer RID column");
        }
        if (2 * used > slots.length / 3) {
            grow();
        }
        hash(row, length);
        slots[count(slots)]++;
    }

    /** Whether the row is there and was not yet taken; takes it. */
    boolean take(byte[] row, int length) {
        if (left == 0) {
            return false;
        }
        hash(row, length);
        int count = find(slots);
        if (count < 0 || slots[count] == 0) {
            return false;
        }
        slots[count]--;
        left--;
        return true;
    }

    private void hash(byte[] row, int length) {
        digest.update(row, 0, length);
        byte[] hash = digest.digest();
        high = 0;
        low = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            high = high << 8 | hash[i] & 0xff;
            low = low << 8 | hash[Long.BYTES + i] & 0xff;
        }
        // Zero marks a slot that never held anything.
        high |= 1;
    }

    /** The index of the row's count; -1 if it has none. */
    private int find(long[] table) {
        int at = place(table);
        return table[at] == 0 ? -1 : at + 2;
    }

    /** The index of the row's count, in a slot made for it if it has none. */
    private int count(long[] table) {
        int at = place(table);
        if (table[at] == 0) {
            table[at] = high;
            table[at + 1] = low;
            used++;
        }
        return at + 2;
    }

    private int place(long[] table) {
        int count = table.length / 3;
        int slot = (int) Long.remainderUnsigned(low, count);
        while (table[3 * slot] != 0 && (table[3 * slot] != high || table[3 * slot + 1] != low)) {
            slot = slot + 1 == count ? 0 : slot + 1;
        }
        return 3 * slot;
    }

    private void grow() {
        long[] old = slots;
        long[] larger = new long[2 * old.length];
        used = 0;
        for (int i = 0; i < old.length; i += 3) {
            if (old[i] != 0) {
                high = old[i];
                low = old[i + 1];
                larger[count(larger)] = old[i + 2];
            }
        }
        slots = larger;
    }
}
