package dev.leat.runner;

import dev.leat.protocol.StreamDescriptor;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Knows a row's stream by the first bytes of its line, which are the same for all rows of a stream. That is all the
 * runner looks at in a line of the form Leat's connectors write.
 */
final class Heads {
    /**
     * The start of a stream's lines.
     *
     * @param mapped what stands there for the destination; null if the same
     */
    record Head(StreamRun stream, byte[] bytes, byte[] mapped) {}

    private final boolean fixedOrder;
    private final List<Head> known = new ArrayList<>();
    private Head last;

    /** @param fixedOrder whether the source promises the namespace before the data, so that its absence can be seen */
    Heads(boolean fixedOrder) {
        this.fixedOrder = fixedOrder;
    }

    /** The head a line begins with, or null. */
    Head match(byte[] line, int start, int length) {
        Head head = last;
        if (head != null && begins(line, start, length, head.bytes)) {
            return head;
        }
        for (int i = 0; i < known.size(); i++) {
            head = known.get(i);
            if (begins(line, start, length, head.bytes)) {
                last = head;
                return head;
            }
        }
        return null;
    }

    /** Remembers how the stream's lines begin, if this one begins in the way that can be recognised. */
    void learn(StreamRun stream, byte[] line, int start, int length) {
        StreamDescriptor name = stream.plan.source();
        // A foreign source may put the namespace behind the data, where the head does not show it.
        if (name.namespace() == null && !fixedOrder) {
            return;
        }
        byte[] bytes = bytes(name);
        if (begins(line, start, length, bytes)) {
            StreamDescriptor target = stream.plan.destination();
            known.add(new Head(stream, bytes, target.equals(name) ? null : bytes(target)));
        }
    }

    private static boolean begins(byte[] line, int start, int length, byte[] head) {
        return length >= head.length && Arrays.equals(line, start, start + head.length, head, 0, head.length);
    }

    private static byte[] bytes(StreamDescriptor name) {
        Bytes head = new Bytes(128);
        JsonText.quote(head.putAscii("{\"type\":\"RECORD\",\"record\":{\"stream\":"), name.name());
        if (name.namespace() != null) {
            JsonText.quote(head.putAscii(",\"namespace\":"), name.namespace());
        }
        return head.putAscii(",\"data\":{").copy();
    }
}
