package dev.leat.runner;

import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The states sent to the destination and what came back of them. An echo is known by its stream and its content, in the
 * order of sending: many destinations drop properties they do not know, the {@code id} among them. Thread-safe.
 */
final class Ledger {
    /** Rows per stream that a state stands behind. */
    record Sent(StateMessage state, Map<StreamRun, Long> rows) {
        long total() {
            return rows.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** What an echo meant. */
    enum Echo {
        /** The state and all before it are durable. */
        CONFIRMED,
        /** A later one was echoed before; nothing new. */
        LATE,
        /** We have not heard of it yet: the state took another way to the destination and will be told of here. */
        EARLY,
        /** No such state was sent. */
        UNKNOWN
    }

    /** Numbers are compared by value: a destination may read 1.0 and write 1. */
    private static final Comparator<JsonNode> BY_VALUE =
            (a, b) -> a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) : a.equals(b) ? 0 : 1;

    /** The states of one stream, or of all where they are not per stream (key null). */
    private static final class Queue {
        final Deque<Sent> waiting = new ArrayDeque<>();
        final List<Sent> passedOver = new ArrayList<>();
        final Deque<StateMessage> early = new ArrayDeque<>();
    }

    private final boolean direct;

    private final Map<StreamDescriptor, Queue> queues = new HashMap<>();
    private final Map<StreamRun, Long> confirmed = new HashMap<>();
    private final List<String> disputes = new ArrayList<>();

    /** @param direct whether states reach the destination without passing through this process */
    Ledger(boolean direct) {
        this.direct = direct;
    }

    /** Notes a state that is about to be sent, or was; {@code state} under the destination's names. */
    synchronized void sent(StateMessage state, Map<StreamRun, Long> rows) {
        Queue queue = queue(state);
        queue.waiting.addLast(new Sent(state, rows));
        if (!queue.early.isEmpty() && confirms(queue, queue.early.getFirst())) {
            queue.early.removeFirst();
        }
    }

    private Queue queue(StateMessage state) {
        return queues.computeIfAbsent(state.stream(), name -> new Queue());
    }

    /** Takes an echo in. */
    synchronized Echo echoed(StateMessage echo) {
        Queue queue = queue(echo);
        if (queue.early.isEmpty() && confirms(queue, echo)) {
            return Echo.CONFIRMED;
        }
        if (queue.passedOver.removeIf(sent -> same(sent.state, echo))) {
            return Echo.LATE;
        }
        if (direct) {
            queue.early.addLast(echo);
            return Echo.EARLY;
        }
        return Echo.UNKNOWN;
    }

    private boolean confirms(Queue queue, StateMessage echo) {
        List<Sent> before = new ArrayList<>();
        for (Sent sent : queue.waiting) {
            if (same(sent.state, echo)) {
                before.forEach(this::confirm);
                confirm(sent);
                settle(sent, before, echo.destinationRecordCount());
                before.forEach(passed -> queue.waiting.removeFirst());
                queue.waiting.removeFirst();
                queue.passedOver.addAll(before);
                return true;
            }
            before.add(sent);
        }
        return false;
    }

    private void confirm(Sent sent) {
        sent.rows.forEach((stream, rows) -> confirmed.merge(stream, rows, Long::sum));
        sent.rows.keySet().forEach(stream -> stream.checkpoint = sent.state);
    }

    /** Believes the destination's own count, if it gives one, more than what was sent. */
    private void settle(Sent sent, List<Sent> before, long count) {
        long withPassed = sent.total() + before.stream().mapToLong(Sent::total).sum();
        if (count < 0 || count == sent.total() || count == withPassed) {
            return;
        }
        if (sent.rows.size() == 1) {
            confirmed.merge(sent.rows.keySet().iterator().next(), count - sent.total(), Long::sum);
        } else {
            disputes.add("the destination confirmed " + count + " records of all streams together where " + sent.total()
                    + " were sent");
        }
    }

    private static boolean same(StateMessage a, StateMessage b) {
        return a.kind() == b.kind() && part(a).equals(BY_VALUE, part(b));
    }

    /** What a state says, without the counters that either side may have put beside it. */
    private static JsonNode part(StateMessage state) {
        ObjectNode part = Json.object();
        switch (state.kind()) {
            case STREAM -> part.set("state", value(state.streamState()));
            case LEGACY -> part.set("state", value(state.body().path("data")));
            case GLOBAL -> {
                JsonNode global = state.body().path("global");
                part.set("shared", value(global.path("shared_state")));
                ArrayNode streams = part.putArray("streams");
                for (JsonNode stream : global.path("stream_states")) {
                    streams.add(value(stream.path("stream_descriptor"))).add(value(stream.path("stream_state")));
                }
            }
        }
        return part;
    }

    private static JsonNode value(JsonNode node) {
        return node.isMissingNode() ? Json.NODES.nullNode() : node;
    }

    /** Rows the destination has confirmed. */
    synchronized long confirmed(StreamRun stream) {
        return confirmed.getOrDefault(stream, 0L);
    }

    /** States that stand behind rows of the stream and were never echoed. */
    synchronized int unconfirmed(StreamRun stream) {
        int count = 0;
        for (Queue queue : queues.values()) {
            for (Sent sent : queue.waiting) {
                count += sent.rows.containsKey(stream) ? 1 : 0;
            }
        }
        return count;
    }

    /** Counts that differ and belong to no single stream. */
    synchronized List<String> disputes() {
        return List.copyOf(disputes);
    }
}
