package dev.leat.connector.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text of another encoding as UTF-8. Bytes that are no character of it are an error, never a question mark. */
final class Recoded extends InputStream {
    private final Reader reader;
    private final char[] characters = new char[1 << 14];
    private int kept;
    private byte[] bytes = new byte[0];
    private int next;

    private Recoded(Reader reader) {
        this.reader = reader;
    }

    static InputStream of(InputStream in, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return in;
        }
        return new Recoded(new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (next == bytes.length && !fill()) {
            return -1;
        }
        int count = Math.min(length, bytes.length - next);
        System.arraycopy(bytes, next, to, offset, count);
        next += count;
        return count;
    }

    private boolean fill() throws IOException {
        next = 0;
        bytes = new byte[0];
        while (bytes.length == 0) {
            int count = reader.read(characters, kept, characters.length - kept);
            if (count < 0) {
                return false;
            }
            int filled = kept + count;
            // Half of a pair waits for the other half.
            kept = Character.isHighSurrogate(characters[filled - 1]) ? 1 : 0;
            bytes = new String(characters, 0, filled - kept).getBytes(StandardCharsets.UTF_8);
            characters[0] = characters[filled - 1];
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
