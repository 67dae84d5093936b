package dev.leat.connector.nats;

import dev.leat.protocol.ConnectorException;
import dev.leat.row.Bytes;
import dev.leat.row.RowWriter;
import dev.leat.sdk.Emitter;
import dev.leat.sdk.Log;
import dev.leat.sdk.ReadPlan;
import dev.leat.type.Column;
import dev.leat.type.Type;
import dev.leat.value.JsonValue;
import dev.leat.value.TypeName;
import dev.leat.value.Utf8;
import io.nats.client.Message;
import io.nats.client.api.StreamInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads one stream, from where the destination is to where the stream ended when the run began. */
final class StreamRead {
    private static final int SHOWN_BYTES = 80;

    private final Link link;
    private final String stream;
    private final StreamInfo info;
    private final NatsConfig.Format format;
    private final List<String> filters;
    private final long from;
    private final boolean resumed;
    private final List<Column> fields = new ArrayList<>();
    private final JsonFields json;
    private final Put[] puts;
    private final boolean hasPayload;
    private final MessageTime time = new MessageTime();

    // The message at hand, and what is wrong with it.
    private Message message;
    private long timeNanos;
    private boolean isEmpty;
    private String problem;

    private long skipped;
    private long firstSkipped;
    private long firstGap;

    /** Puts one column of the message at hand; false if it cannot be what the column is. */
    @FunctionalInterface
    private interface Put {
        boolean put(RowWriter out);
    }

    StreamRead(Link link, ReadPlan plan, StreamInfo info) {
        this.link = link;
        this.info = info;
        this.stream = info.getConfiguration().getName();
        this.format = link.config().format(stream);
        this.filters = link.config().subjects(stream);
        List<Column> columns = plan.schema().columns();
        Map<String, Type> own = link.config().columns(stream);
        MessageColumns.check(columns, stream, own);
        this.resumed = isBySequence(plan) && plan.from().isPresent();
        this.from = resumed ? start(plan.from().orElseThrow(), plan.inclusive()) : 1;
        this.puts = new Put[columns.size()];
        boolean payload = false;
        for (int c = 0; c < puts.length; c++) {
            String name = columns.get(c).name();
            payload |= name.equals(MessageColumns.DATA) || own.containsKey(name);
            puts[c] = put(name, own.get(name));
        }
        this.hasPayload = payload;
        this.json = new JsonFields(fields.stream().map(Column::name).toList());
    }

    private static boolean isBySequence(ReadPlan plan) {
        return plan.rid().isPresent() && plan.rid().get().name().equals(MessageColumns.SEQUENCE);
    }

    private static long start(JsonNode reached, boolean inclusive) {
        long last = reached.isIntegralNumber() && reached.canConvertToLong() ? reached.longValue() : Long.MAX_VALUE;
        return inclusive || last == Long.MAX_VALUE ? last : last + 1;
    }

    private Put put(String column, Type type) {
        return switch (column) {
            case MessageColumns.SEQUENCE ->
                out -> {
                    out.putLong(sequence);
                    return true;
                };
            case MessageColumns.SUBJECT ->
                out -> {
                    out.putText(message.getSubject());
                    return true;
                };
            case MessageColumns.TIME ->
                out -> {
                    time.put(out.next(), timeNanos);
                    return true;
                };
            case MessageColumns.HEADERS -> this::putHeaders;
            case MessageColumns.DATA -> this::putData;
            default -> putField(Column.of(column, type));
        };
    }

    private long sequence;

    private boolean putHeaders(RowWriter out) {
        if (message.hasHeaders()) {
            MessageHeaders.put(out.next(), message.getHeaders());
        } else {
            out.putNull();
        }
        return true;
    }

    private boolean putData(RowWriter out) {
        byte[] payload = message.getData();
        switch (format) {
            case JSON -> {
                if (isEmpty) {
                    out.putNull();
                } else {
                    out.putJson(payload, 0, payload.length);
                }
            }
            case TEXT -> out.putUtf8(payload, 0, payload.length);
            case BYTES -> out.putBytes(payload);
        }
        return true;
    }

    private Put putField(Column column) {
        int field = fields.size();
        fields.add(column);
        JsonValue value = JsonValue.of(column.type());
        return out -> {
            if (isEmpty || json.isAbsent(field)) {
                out.putAbsent();
            } else if (json.isNull(field)) {
                out.putNull();
            } else if (!value.put(out, json.json(), json.start(field), json.end(field))) {
                problem = "has \"" + column.name() + "\": " + shown(json.start(field), json.end(field))
                        + ", which is no " + TypeName.of(column.type());
                return false;
            }
            return true;
        };
    }

    void run(Emitter out) throws InterruptedException {
        long end = info.getStreamState().getLastSequence();
        warn(end);
        if (from > end || info.getStreamState().getMsgCount() == 0) {
            return;
        }
        boolean filtered = filters.size() > 1 && !link.takesManyFilters();
        long previous = from - 1;
        try (MessageFeed feed = new MessageFeed(link, stream, filters, from)) {
            while (!out.stopping() && (message = feed.next()) != null && feed.sequence() <= end) {
                sequence = feed.sequence();
                timeNanos = feed.timeNanos();
                if (sequence > previous + 1 && firstGap == 0 && filters.isEmpty()) {
                    firstGap = previous + 1;
                }
                previous = sequence;
                if (!filtered || isWanted(message.getSubject())) {
                    row(out.rows());
                }
                if (sequence == end) {
                    break;
                }
            }
        }
        warnOfLoss();
    }

    private boolean isWanted(String subject) {
        for (String filter : filters) {
            if (Subjects.matches(filter, subject)) {
                return true;
            }
        }
        return false;
    }

    private void row(RowWriter out) {
        if (!isFine() || !putAll(out)) {
            bad(out);
            return;
        }
        out.end();
    }

    /** Looks at the payload before anything is put. */
    private boolean isFine() {
        byte[] payload = message.getData();
        isEmpty = payload.length == 0;
        if (!hasPayload || isEmpty && format == NatsConfig.Format.JSON) {
            return true;
        }
        problem = switch (format) {
            case JSON -> json.read(payload);
            case TEXT -> Utf8.isValid(payload, 0, payload.length) ? null : "is not UTF-8";
            case BYTES -> null;
        };
        return problem == null;
    }

    private boolean putAll(RowWriter out) {
        for (Put put : puts) {
            if (!put.put(out)) {
                return false;
            }
        }
        return true;
    }

    private void bad(RowWriter out) {
        out.abandon();
        if (link.config().onBadRecord() == NatsConfig.OnBadRecord.FAIL) {
            throw ConnectorException.data("stream \"" + stream + "\", message with the sequence " + sequence
                    + " and the subject \"" + message.getSubject() + "\": its payload " + problem + "; it begins "
                    + shown(0, message.getData().length) + ". Set format or columns to what it is, delete the message,"
                    + " or set on_bad_record to skip");
        }
        if (skipped++ == 0) {
            firstSkipped = sequence;
        }
    }

    private String shown(int start, int end) {
        int to = Math.min(end, start + SHOWN_BYTES);
        Bytes text = new Bytes(SHOWN_BYTES).put(message.getData(), start, to - start);
        return new String(text.copy(), StandardCharsets.UTF_8) + (to < end ? "…" : "");
    }

    /** Says what the stream itself tells of messages that this run will not see. */
    private void warn(long end) {
        long first = info.getStreamState().getFirstSequence();
        if (resumed && from - 1 > end && from != Long.MAX_VALUE) {
            Log.warn("stream \"" + stream + "\" ends at the sequence " + end
                    + ", and the destination has got as far as "
                    + (from - 1) + ": the stream was made anew, and nothing of it is read before it is beyond that."
                    + " Empty the destination to read it from the start");
        } else if (resumed && from > 1 && first > from && from <= end) {
            Log.warn("stream \"" + stream + "\": the messages with the sequences " + from + " to " + (first - 1)
                    + " are gone; its limits dropped them, or somebody purged them, before they were read");
        }
    }

    /** Messages that are gone in the middle were deleted one by one; those at the start may have been waiting for us. */
    private void warnOfLoss() throws InterruptedException {
        if (firstGap == 0) {
            return;
        }
        link.info(stream).ifPresent(now -> {
            long before = info.getStreamState().getFirstSequence();
            long first = now.getStreamState().getFirstSequence();
            if (first > firstGap && firstGap >= before) {
                Log.warn("stream \"" + stream + "\": messages from the sequence " + firstGap
                        + " on may have been dropped by its limits while it was read");
            }
        });
    }

    /** How many messages were left out. */
    long skipped() {
        return skipped;
    }

    /** The sequence of the first message that was left out. */
    long firstSkipped() {
        return firstSkipped;
    }
}
