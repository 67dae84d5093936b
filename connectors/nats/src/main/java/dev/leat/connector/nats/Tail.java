package dev.leat.connector.nats;

import dev.leat.sdk.Log;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamState;
import java.util.Optional;
import java.util.function.Predicate;

/** The end of a stream: finds its last messages, and takes away those of a transaction that did not end. */
final class Tail {
    private static final String ANY = ">";

    private final Link link;
    private final String stream;
    private final String attempted;
    private final long first;
    private final long last;

    Tail(Link link, StreamInfo info) {
        StreamState state = info.getStreamState();
        this.link = link;
        this.stream = info.getConfiguration().getName();
        this.attempted = "read the stream " + stream;
        this.first = state.getFirstSequence();
        this.last = state.getMsgCount() == 0 ? 0 : state.getLastSequence();
    }

    /** The last message that is there to stay. */
    Optional<MessageInfo> committed() throws InterruptedException {
        Optional<MessageInfo> message = atMost(last);
        Optional<Long> unfinished = message.flatMap(m -> Marks.unfinished(m.getHeaders()));
        return unfinished.isPresent() ? atMost(unfinished.get()) : message;
    }

    /** Takes away what a run without RID has written and not committed: the next one writes it again. */
    void takeBackUnfinished() throws InterruptedException {
        Optional<Long> since = atMost(last).flatMap(message -> Marks.unfinished(message.getHeaders()));
        if (since.isPresent()) {
            Log.info("the stream " + stream + " ends in rows that a run wrote and did not commit; they are taken back");
            delete(link, stream, since.get(), last);
        }
    }

    /**
     * Deletes the messages after {@code committed} up to {@code last}, the last one first: what is left is always a
     * beginning.
     */
    static void delete(Link link, String stream, long committed, long last) throws InterruptedException {
        for (long sequence = last; sequence > committed; sequence--) {
            long one = sequence;
            link.find(
                    "take back rows of the stream " + stream,
                    () -> link.management().deleteMessage(stream, one, false));
        }
    }

    /** The last message whose sequence is not beyond; servers of 2.9 do not find it by subject once others are deleted. */
    private Optional<MessageInfo> atMost(long sequence) throws InterruptedException {
        if (sequence < first || sequence <= 0) {
            return Optional.empty();
        }
        Optional<MessageInfo> exact = get(sequence);
        for (long step = 1; exact.isEmpty(); step *= 2) {
            long from = Math.max(first, sequence - step);
            Optional<MessageInfo> found = next(from).filter(m -> m.getSeq() <= sequence);
            if (found.isPresent()) {
                return lastUpTo(found.get(), sequence);
            }
            if (from == first) {
                return Optional.empty();
            }
        }
        return exact;
    }

    private Optional<MessageInfo> lastUpTo(MessageInfo found, long sequence) throws InterruptedException {
        MessageInfo best = found;
        long low = found.getSeq() + 1;
        long high = sequence;
        while (low <= high) {
            long middle = low + (high - low) / 2;
            Optional<MessageInfo> next = next(middle).filter(m -> m.getSeq() <= sequence);
            if (next.isPresent()) {
                best = next.get();
                low = best.getSeq() + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.of(best);
    }

    /** The first sequence from which on all messages are of a kind, of which the last one is. */
    long beginOf(Predicate<MessageInfo> kind) throws InterruptedException {
        long low = first;
        long high = last;
        while (low < high) {
            long middle = low + (high - low) / 2;
            boolean is = next(middle).map(kind::test).orElse(true);
            if (is) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private Optional<MessageInfo> get(long sequence) throws InterruptedException {
        return link.find(attempted, () -> link.management().getMessage(stream, sequence));
    }

    private Optional<MessageInfo> next(long from) throws InterruptedException {
        return link.find(attempted, () -> link.management().getNextMessage(stream, from, ANY));
    }

    /** The last sequence; 0 if there is no message. */
    long last() {
        return last;
    }
}
