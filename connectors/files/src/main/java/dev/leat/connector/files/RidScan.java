package dev.leat.connector.files;

import dev.leat.protocol.Json;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import dev.leat.row.RidOrder;
import dev.leat.sdk.Rid;
import dev.leat.type.Type;
import dev.leat.value.NumberText;
import dev.leat.value.Temporal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Follows the RIDs of a file's rows: the greatest, where the rows begin that have it, and whether nothing but such rows
 * comes after. Not thread-safe.
 */
final class RidScan {
    private final RidOrder order;
    private final boolean numeric;
    private final boolean temporal;
    private final Temporal time = new Temporal();
    private final Bytes literal = new Bytes(64);
    private byte[] last = new byte[0];
    private int length;
    private long boundary = -1;
    private long disorder = -1;
    private long rows;

    private RidScan(Type type, RidOrder order) {
        this.order = order;
        this.numeric = type instanceof Type.Int
                || type instanceof Type.Decimal
                || type instanceof Type.Float32
                || type instanceof Type.Float64;
        this.temporal = type instanceof Type.Date || type instanceof Type.Time || type instanceof Type.Timestamp;
    }

    static RidScan of(Rid rid, Path file) {
        return new RidScan(rid.type(), RidOrder.of(rid.type(), file + ": the RID column \"" + rid.name() + "\""));
    }

    /** Whether the RIDs are dates or times, which others may have written in forms of their own. */
    boolean temporal() {
        return temporal;
    }

    /** Takes the next row's RID as text. */
    void rowWithText(long position, byte[] text, int from, int to) {
        literal.clear();
        if (numeric && NumberText.kind(text, from, to) != NumberText.NONE) {
            literal.put(text, from, to - from);
        } else if (temporal && time.parse(text, from, to)) {
            // Somebody else may have written the file, and times in a form of their own.
            literal.put('"');
            time.write(literal);
            literal.put('"');
        } else {
            JsonText.quote(literal, text, from, to - from);
        }
        row(position, literal.array(), 0, literal.length());
    }

    /** Takes the next row's RID, a JSON literal of the column's form, and where the row begins in the file. */
    void row(long position, byte[] literal, int from, int to) {
        rows++;
        boolean same = length == to - from && Arrays.equals(last, 0, length, literal, from, to);
        int compared = same ? 0 : length == 0 ? 1 : order.compare(literal, from, to, last, 0, length);
        if (compared < 0) {
            disordered();
        } else if (compared > 0) {
            boundary = position;
            length = to - from;
            last = last.length < length ? new byte[2 * length] : last;
            System.arraycopy(literal, from, last, 0, length);
        }
    }

    /** Takes the next row, which has no RID. */
    void rowWithout() {
        rows++;
        disordered();
    }

    private void disordered() {
        disorder = disorder < 0 ? rows : disorder;
    }

    /** The greatest RID. */
    Optional<JsonNode> last() {
        return length == 0 ? Optional.empty() : Optional.of(Json.parse(Arrays.copyOf(last, length)));
    }

    /** How many rows there are. */
    long rows() {
        return rows;
    }

    /** Where the rows with the greatest RID begin; meaningful if there is one and all rows are in order. */
    long boundary() {
        return boundary;
    }

    /** The number of the first row that is before its predecessor or has no RID; -1 if there is none. */
    long disorder() {
        return disorder;
    }
}
