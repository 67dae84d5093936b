package dev.leat.connector.clickhouse.decode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Words;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads ClickHouse's RowBinary format: numbers with their least byte first, texts after their length. One thread. */
public final class BinaryInput {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int TEXT_BYTES_MAX = 1 << 30;

    private final InputStream in;
    private final int textBytesMax;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;

    /** @param textBytesMax texts that are longer are refused before they are loaded */
    public BinaryInput(InputStream in, int textBytesMax) {
        this.in = in;
        this.textBytesMax = Math.min(textBytesMax, TEXT_BYTES_MAX);
    }

    /** Whether anything follows. */
    public boolean more() throws IOException {
        return at < end || fill(1);
    }

    /** Makes {@code count} bytes stand in {@link #array} from {@link #take}'s answer on. */
    private void need(int count) throws IOException {
        if (end - at < count && !fill(count)) {
            throw new EOFException("the server's answer ends within a row");
        }
    }

    private boolean fill(int count) throws IOException {
        int left = end - at;
        // Room for a word behind: numbers are read eight bytes at once. And one huge text must not keep its room for
        // the
        // rest of the run.
        boolean tooSmall = count + Long.BYTES > buffer.length;
        boolean tooLarge = buffer.length > 2 * BUFFER_BYTES && count < BUFFER_BYTES && left < BUFFER_BYTES - Long.BYTES;
        byte[] to = tooSmall
                ? new byte[Math.max(BUFFER_BYTES, count + Long.BYTES)]
                : tooLarge ? new byte[BUFFER_BYTES] : buffer;
        System.arraycopy(buffer, at, to, 0, left);
        buffer = to;
        at = 0;
        end = left;
        while (end < count) {
            int read = in.read(buffer, end, buffer.length - Long.BYTES - end);
            if (read < 0) {
                return false;
            }
            end += read;
        }
        return true;
    }

    /** The bytes that {@link #take} speaks of; good until the next call. */
    byte[] array() {
        return buffer;
    }

    /** Takes some bytes and answers where they begin. */
    int take(int count) throws IOException {
        need(count);
        int from = at;
        at += count;
        return from;
    }

    int unsignedByte() throws IOException {
        need(1);
        return buffer[at++] & 0xff;
    }

    int unsignedShort() throws IOException {
        int from = take(Short.BYTES);
        return buffer[from] & 0xff | (buffer[from + 1] & 0xff) << 8;
    }

    int int32() throws IOException {
        return (int) Words.at(buffer, take(Integer.BYTES));
    }

    long int64() throws IOException {
        return Words.at(buffer, take(Long.BYTES));
    }

    /** The length that stands before a text or an array, seven bits a byte. */
    int length() throws IOException, UnfitValue {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int b = unsignedByte();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                if (value < 0 || value > textBytesMax) {
                    throw UnfitValue.tooLong(value, textBytesMax);
                }
                return (int) value;
            }
        }
        throw new IOException("the server's answer is no RowBinary");
    }

    /** The next byte: what a row begins with. */
    public int mark() throws IOException {
        return unsignedByte();
    }

    /** What follows, as text: for what a server says in the middle of an answer. */
    public String rest(int bytesMax) throws IOException {
        byte[] text = Arrays.copyOfRange(buffer, at, end);
        at = end;
        if (text.length < bytesMax) {
            int before = text.length;
            text = Arrays.copyOf(text, bytesMax);
            int count = before;
            try {
                int read = in.readNBytes(text, before, bytesMax - before);
                count += read;
            } catch (EOFException cutOff) {
                // Such answers have no end; what came before is all there is.
                while (count < bytesMax && text[count] != 0) {
                    count++;
                }
            }
            text = Arrays.copyOf(text, count);
        }
        return new String(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
